package dev.pagetwin.checker.page;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.export.JunitXml;
import dev.pagetwin.checker.export.Sarif;
import dev.pagetwin.checker.fuzz.Target;
import dev.pagetwin.checker.fuzz.WellFormed;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Wrap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Any text at all, even what is no text, in every format that is written. */
public final class WritersTarget implements Target {
    @Override
    public String name() {
        return "writers";
    }

    @Override
    public int longest() {
        return 512;
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("</script><!--<script>", "\"'&lt;]]>\\\n\u0000\uffff", "../../x y%2f", "{{title}}{{{title}}}{{>part}}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean take(byte[] input) {
        String text = text(input);
        int half = text.length() / 2;
        String one = text.substring(0, half);
        String other = text.substring(half);
        WellFormed.xml(JunitXml.of(one, List.of(
                Case.passed(one, other), Case.failed(other, one, text, text),
                new Case(one, other, Case.Came.BROKEN, text, text),
                new Case(one, other, Case.Came.SKIPPED, text, text))));
        String file = one.replace('\0', '0');
        WellFormed.json(Json.text(Sarif.of(List.of(
                Finding.stale(file, other), new Finding(one, text, null, 1, null)))));
        WellFormed.json(Templates.data(Json.strings(List.of(one, other))));
        WellFormed.xml(new Svg(10, 10, one).rect("node", 1, 1, 2, 2, text).text("", 1, 1, "start", other).done());
        JsonObject document = new JsonObject();
        document.addProperty(one, other);
        RunPage.Section section = new RunPage.Section(
                one, other, new Svg(9, 9, text).done(), List.of(text, ">" + one), List.of(List.of(other, text)));
        WellFormed.page(new RunPage(one, text, List.of(other), List.of(), List.of(section), document).html(), null);
        Wrap.words(one.length() < 20 ? one : "", text);
        return true;
    }

    /** The bytes as text; what is no text becomes half of a pair of characters. */
    private static String text(byte[] input) {
        StringBuilder text = new StringBuilder(new String(input, StandardCharsets.UTF_8));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\ufffd') {
                text.setCharAt(i, (char) (0xd800 + (i * 37 & 0x7ff)));
            }
        }
        return text.toString();
    }
}
