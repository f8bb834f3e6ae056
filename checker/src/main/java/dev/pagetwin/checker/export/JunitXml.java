package dev.pagetwin.checker.export;

import dev.pagetwin.checker.export.Case.Came;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Cases as the XML that build servers read as JUnit's. */
public final class JunitXml {
    private final XMLStreamWriter out;

    private JunitXml(XMLStreamWriter out) {
        this.out = out;
    }

    /** The document. */
    public static String of(String suite, List<Case> cases) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitXml(out).document(suite, cases);
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private void document(String suite, List<Case> cases) throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        out.writeCharacters("\n");
        out.writeStartElement("testsuites");
        out.writeCharacters("\n");
        out.writeStartElement("testsuite");
        attribute("name", suite);
        attribute("tests", String.valueOf(cases.size()));
        attribute("failures", count(cases, Came.FAILED));
        attribute("errors", count(cases, Came.BROKEN));
        attribute("skipped", count(cases, Came.SKIPPED));
        out.writeCharacters("\n");
        for (Case one : cases) {
            write(one);
        }
        out.writeEndElement();
        out.writeCharacters("\n");
        out.writeEndElement();
        out.writeEndDocument();
    }

    private static String count(List<Case> cases, Came came) {
        return String.valueOf(cases.stream().filter(one -> one.came() == came).count());
    }

    private void write(Case one) throws XMLStreamException {
        out.writeCharacters("  ");
        out.writeStartElement("testcase");
        attribute("classname", one.group());
        attribute("name", one.name());
        if (one.came() != Came.PASSED) {
            out.writeStartElement(switch (one.came()) {
                case FAILED, PASSED -> "failure";
                case BROKEN -> "error";
                case SKIPPED -> "skipped";
            });
            attribute("message", one.message());
            if (one.came() != Came.SKIPPED) {
                attribute("type", one.group());
                out.writeCharacters(legal(one.text()));
            }
            out.writeEndElement();
        }
        out.writeEndElement();
        out.writeCharacters("\n");
    }

    private void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, legal(value));
    }

    /** The text without what XML cannot hold at all. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean control = c < ' ' && c != '\n' && c != '\t';
            boolean none = c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff;
            legal.appendCodePoint(control || none ? '?' : c);
        });
        return legal.toString();
    }
}
