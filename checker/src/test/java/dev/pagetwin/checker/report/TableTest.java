package dev.pagetwin.checker.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("name", ">steps", "what").row("a", 1_234_567L, "x").row("longer", 0, "");
        assertThat(table.lines(Paint.PLAIN)).containsExactly(
                "name        steps  what",
                "a       1,234,567  x",
                "longer          0");
    }

    @Test
    void onlyTheHeadingIsPainted() {
        assertThat(new Table("a").row("b").lines(Paint.COLOURS)).containsExactly("\u001b[1ma\u001b[0m", "b");
    }
}
