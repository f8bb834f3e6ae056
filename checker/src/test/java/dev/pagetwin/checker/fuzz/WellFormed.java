package dev.pagetwin.checker.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads what was written with the parsers of others, and complains about what they do not take. */
public final class WellFormed {
    private static final XMLInputFactory XML = xmlFactory();
    private static final Pattern DOT_LINE = Pattern.compile(
            "digraph pagetwin \\{|  rankdir=LR;|  node \\[shape=box, style=rounded\\];|}"
                    + "|  \\w+( -> \\w+)? \\[label=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"[a-z0-9=, ]*\\];");

    /** What our templates are made of; anything else came from somewhere else. */
    private static final Set<String> ELEMENTS = Set.of(
            "html", "head", "meta", "title", "style", "body", "header", "p", "code", "h1", "h2", "h3", "span", "b",
            "strong", "nav", "button", "output", "a", "label", "input", "kbd", "main", "section", "div", "ol", "li",
            "table", "thead", "tbody", "tr", "th", "td", "caption", "details", "summary", "svg", "path", "rect", "text",
            "polyline", "script", "footer", "ul", "dl", "dt", "dd", "noscript", "em", "abbr", "i", "g", "pre");

    private WellFormed() {}

    private static XMLInputFactory xmlFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** XML; answers all that is text in it. */
    public static String xml(String text) {
        StringBuilder all = new StringBuilder();
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                    all.append(reader.getText());
                } else if (event == XMLStreamReader.DTD || event == XMLStreamReader.PROCESSING_INSTRUCTION) {
                    throw new AssertionError("nobody wrote that:\n" + text);
                }
            }
            return all.toString();
        } catch (XMLStreamException e) {
            throw new AssertionError(text, e);
        }
    }

    /** JSON by the letter of its standard, as it stands in a file. */
    public static JsonElement json(String text) {
        String written = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        try {
            JsonReader reader = new JsonReader(new StringReader(written));
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new AssertionError("more than one document:\n" + text);
            }
            return json;
        } catch (RuntimeException | IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** A graph as {@code StateGraph} writes it, line by line. */
    public static void dot(String text) {
        text.lines().forEach(line -> {
            if (!DOT_LINE.matcher(line).matches()) {
                throw new AssertionError("not a line of a graph: " + line);
            }
        });
    }

    /** A page of ours: no error, no element and no script but those of the templates, nothing that is loaded. */
    public static Document page(String html, String title) {
        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document page = parser.parseInput(html, "");
        if (!parser.getErrors().isEmpty()) {
            throw new AssertionError(parser.getErrors() + "\n" + html);
        }
        int scripts = 0;
        for (Element element : page.getAllElements()) {
            String name = element.normalName();
            if (!ELEMENTS.contains(name) && !name.equals("#root")) {
                throw new AssertionError("an element " + name + " in:\n" + html);
            }
            scripts += name.equals("script") ? 1 : 0;
            for (Attribute attribute : element.attributes()) {
                attribute(attribute, html);
            }
        }
        if (scripts > 2) {
            throw new AssertionError(scripts + " scripts in:\n" + html);
        }
        Element data = page.getElementById("data");
        if (data != null) {
            json(data.data());
        }
        if (title != null && page.select("h1").stream().noneMatch(h -> h.wholeText().equals(title))) {
            throw new AssertionError("the heading is not " + title + " in:\n" + html);
        }
        return page;
    }

    private static void attribute(Attribute attribute, String html) {
        String name = attribute.getKey();
        String value = attribute.getValue();
        boolean runs = name.startsWith("on") || name.equals("src") || name.equals("srcdoc") || name.equals("style");
        boolean leads = name.contains("href") && value.matches("(?i)\\s*(javascript|data|vbscript|https?|//).*");
        if (runs || leads) {
            throw new AssertionError("an attribute " + name + "='" + value + "' in:\n" + html);
        }
    }
}
