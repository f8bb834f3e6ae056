package dev.pagetwin.checker.page;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A small drawing. Its colours come from the page's style, by class. */
public final class Svg {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    /** An empty drawing of this size; whoever cannot see it is told the label. */
    public Svg(double width, double height, String label) {
        try {
            out = FACTORY.createXMLStreamWriter(text);
            out.writeStartElement("svg");
            out.writeDefaultNamespace("http://www.w3.org/2000/svg");
            attributes("class", "plot", "role", "img", "aria-label", Text.visible(label));
            attributes("viewBox", "0 0 " + number(width) + " " + number(height));
            attributes("width", number(width), "height", number(height));
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number as a drawing writes it: two digits behind the point at most, the same everywhere. */
    static String number(double value) {
        String fixed = String.format(Locale.ROOT, "%.2f", value);
        return fixed.contains(".") ? fixed.replaceFirst("\\.?0+$", "") : fixed;
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            out.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    /** A rectangle that says what it is to whoever points at it; an empty title says nothing. */
    public Svg rect(String style, double x, double y, double width, double height, String title) {
        return element("rect", title, "class", style, "x", number(x), "y", number(y), "width", number(width),
                "height", number(height));
    }

    /** A rectangle with round corners. */
    public Svg box(String style, double x, double y, double width, double height, String title) {
        return element("rect", title, "class", style, "x", number(x), "y", number(y), "width", number(width),
                "height", number(height), "rx", "5");
    }

    public Svg line(String style, double x1, double y1, double x2, double y2) {
        return element("path", "", "class", style,
                "d", "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2));
    }

    /** Points, as {@code x, y}, with straight lines between them. */
    public Svg polyline(String style, List<double[]> points) {
        String all = points.stream().map(p -> number(p[0]) + "," + number(p[1])).collect(Collectors.joining(" "));
        return element("polyline", "", "class", style, "points", all);
    }

    /** A curve that leaves and arrives horizontally. */
    public Svg curve(String style, double x1, double y1, double x2, double y2) {
        double middle = (x1 + x2) / 2;
        return element("path", "", "class", style, "d", "M" + number(x1) + " " + number(y1) + "C" + number(middle) + " "
                + number(y1) + " " + number(middle) + " " + number(y2) + " " + number(x2) + " " + number(y2));
    }

    /** Words that begin, lie in the middle of, or end at x: {@code start}, {@code middle}, {@code end}. */
    public Svg text(String style, double x, double y, String anchor, String words) {
        try {
            out.writeStartElement("text");
            attributes("class", style, "x", number(x), "y", number(y), "text-anchor", anchor);
            out.writeCharacters(Text.visible(words));
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private Svg element(String name, String title, String... pairs) {
        try {
            out.writeStartElement(name);
            attributes(pairs);
            if (!title.isEmpty()) {
                out.writeStartElement("title");
                out.writeCharacters(Text.visible(title));
                out.writeEndElement();
            }
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The drawing. Nothing may be added to it any more. */
    public String done() {
        try {
            out.writeEndElement();
            out.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
