package dev.pagetwin.checker.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What PIT says about the mutants of a package. */
public final class Mutants {
    private Mutants() {}

    /** What tells a mutant from all others, as long as the code is the same. */
    public static String id(String type, String method, String descriptor, int index, String mutator) {
        return String.join(" ", type, method + descriptor, String.valueOf(index), mutator);
    }

    /** All mutants of the first file by what tells them apart, with what became of those in later files there. */
    static Map<String, Mutant> read(List<Path> files, String prefix) throws IOException {
        Map<String, Mutant.Fate> fates = new HashMap<>();
        for (Path file : files) {
            elements(file).forEach(e -> fates.put(id(e), fate(e)));
        }
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Mutant> mutants = new LinkedHashMap<>();
        for (Element e : elements(files.get(0))) {
            String type = text(e, "mutatedClass").substring(prefix.length());
            String change = change(text(e, "description"));
            String name = String.join(" ", type, text(e, "mutatedMethod"), change);
            int number = numbers.merge(name, 1, Integer::sum);
            mutants.put(id(e), new Mutant(
                    type, text(e, "mutatedMethod"), change + " #" + number,
                    Integer.parseInt(text(e, "lineNumber")), Objects.requireNonNull(fates.get(id(e)))));
        }
        return mutants;
    }

    /** By place in the code, so that equal changes of one method are always numbered alike. */
    private static List<Element> elements(Path file) throws IOException {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parsed(file).getElementsByTagName("mutation");
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        elements.sort(Comparator.comparing((Element e) -> text(e, "mutatedClass"))
                .thenComparing(e -> text(e, "mutatedMethod"))
                .thenComparing(e -> text(e, "methodDescription"))
                .thenComparing(e -> Integer.parseInt(text(e, "index")))
                .thenComparing(e -> text(e, "mutator")));
        return elements;
    }

    private static String id(Element e) {
        return id(
                text(e, "mutatedClass"), text(e, "mutatedMethod"), text(e, "methodDescription"),
                Integer.parseInt(text(e, "index")), text(e, "mutator"));
    }

    private static Mutant.Fate fate(Element e) {
        return Mutant.Fate.of(e.getAttribute("status"));
    }

    private static Element parsed(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Without the class itself, which the mutant names anyway, and without folders. */
    private static String change(String description) {
        String change = description.replaceAll(" for [\\w/$]+::[\\w$<>]+$", "");
        return change.replaceAll("[\\w$]+/(?=[\\w$/]*)", "").replace('|', '!');
    }

    private static String text(Element e, String tag) {
        return e.getElementsByTagName(tag).item(0).getTextContent();
    }
}
