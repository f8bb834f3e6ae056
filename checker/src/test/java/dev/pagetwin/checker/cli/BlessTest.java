package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody wrote into a committed file is not lost to a hunt. */
class BlessTest {
    private static final String FLAW = "free-keeps-flag";
    private static final String ROOT = "pagetwin.root";

    private final String before = System.getProperty(ROOT, "");

    @TempDir
    private Path root;

    private Path file;

    @BeforeEach
    void hunt() {
        System.setProperty(ROOT, root.toString());
        assertThat(bless(1)).isEqualTo("written");
        file = Places.below(root).get(0);
        assertThat(root.relativize(file)).isEqualTo(Path.of("counterexamples", "mte", FLAW + ".cex"));
    }

    @AfterEach
    void backHome() {
        System.setProperty(ROOT, before);
    }

    /** What became of the file. */
    private static String bless(long seed) {
        Ran ran = Ran.of("hunt", FLAW, "--bless", "--seed", seed, "--steps", 50_000);
        assertThat(ran.code()).as(ran.err()).isEqualTo(Exit.HOLDS);
        String row = ran.out().lines().skip(1).findFirst().orElse("");
        return row.replaceFirst(".*[a-z]  ", "");
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsPattern(from);
        Files.writeString(file, text.replaceFirst(from, to));
    }

    @Test
    void proseStaysWithItsSteps() throws IOException {
        edit("(?m)^why .*$", "why      The flag stays because nobody clears it.");
        edit("(?m)^title .*$", "title    A better title");
        edit("(?m)^# .*$", "# A better story");
        String edited = Files.readString(file);
        assertThat(bless(1)).isEqualTo("unchanged");
        assertThat(bless(2)).isIn("unchanged", "kept: as short, other steps");
        assertThat(file).hasContent(edited);
    }

    @Test
    void whatDiffersInMoreThanProseIsWrittenAgain() throws IOException {
        edit("(?m)^# .*$", "# A better story");
        String edited = Files.readString(file);
        edit("(?m)^breaks .*$", "breaks   NoLostData");
        assertThat(bless(1)).isEqualTo("updated, prose kept");
        assertThat(file).hasContent(edited);
    }

    @Test
    void badFileIsNotOverwritten() throws IOException {
        Files.writeString(file, "mine\n");
        Ran ran = Ran.of("hunt", FLAW, "--bless");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).startsWith("pagetwin: " + file + ":1:1: ").hasLineCount(1);
        assertThat(file).hasContent("mine\n");
    }
}
