package dev.pagetwin.checker.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WrapTest {
    @Test
    void piecesStayWhole() {
        String piece = "x y ".repeat(15).strip();
        assertThat(Wrap.pieces("lane  ", List.of(piece, piece), "   "))
                .containsExactly("lane  " + piece, "      " + piece);
    }

    @Property(tries = 300)
    void everyLineFitsAndNoLetterIsLost(@ForAll @AlphaChars @Chars(' ') @StringLength(max = 600) String text) {
        List<String> lines = Wrap.words("p  ", text);
        assertThat(lines).allMatch(line -> line.length() <= Wrap.WIDTH);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo("p" + text.replace(" ", ""));
    }
}
