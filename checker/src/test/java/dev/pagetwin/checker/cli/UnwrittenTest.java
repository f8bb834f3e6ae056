package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.cex.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written costs nothing but the file, and no file is half-written. */
class UnwrittenTest {
    private static final String FLAW = "adi-failed-save-keeps-count";

    @TempDir
    private Path folder;

    /** A folder that is not empty stands where the file should be, which only shows when it is written. */
    private Path blocked(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).resolve("in-the-way"));
        return folder;
    }

    private List<String> temporaries() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).filter(name -> name.endsWith(".tmp")).toList();
        }
    }

    @Test
    void aCounterexampleThatCannotBeWrittenIsPrinted() throws IOException {
        Ran ran = Ran.of("hunt", FLAW, "--seed", "1", "--steps", "50000", "--out", blocked(FLAW + ".cex"));
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out()).contains("cex 1\n", "found: 1 of 1 flaw found");
        assertThat(ran.err().lines()).singleElement().asString().contains(FLAW + ".cex: cannot be written");
        assertThat(temporaries()).isEmpty();
    }

    @Test
    void theOtherOutputsAreWritten() throws IOException {
        Path junit = folder.resolve("j.xml");
        Ran ran = Ran.of(
                "hunt", FLAW, "--seed", "1", "--steps", "50000", "--html", blocked("index.html"), "--junit-xml", junit);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(junit).content().contains("testsuite");
        assertThat(ran.out()).contains("found: 1 of 1 flaw found");
        assertThat(ran.err().lines()).singleElement().asString().contains("index.html: cannot be written");
        assertThat(temporaries()).isEmpty();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static Results printed(String message) {
        Results results = new Results(failing(message));
        PrintWriter out = new PrintWriter(results, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new StringWriter());
        assertThat(Main.run(out, err, "flaws")).isEqualTo(Exit.HOLDS);
        return results;
    }

    @Test
    void aReaderThatLeavesIsNoFault() {
        assertThat(printed("Broken pipe").fault()).isNull();
    }

    @Test
    void aFullDiskIsOne() {
        assertThat(printed("No space left on device").fault())
                .isEqualTo("the results cannot be printed, no space left on device");
    }

    @Test
    void whatAProcessThatIsGoneHasLeftIsRemoved() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path file = folder.resolve("a.cex");
        Path left = Files.createFile(folder.resolve(".a.cex." + gone.pid() + "-1.tmp"));
        Path ofAnother = Files.createFile(folder.resolve(".b.cex." + gone.pid() + "-1.tmp"));
        Path alive = Files.createFile(folder.resolve(".a.cex." + ProcessHandle.current().pid() + "-999999.tmp"));
        WholeFile.write(file, new byte[] {1});
        assertThat(left).doesNotExist();
        assertThat(ofAnother).exists();
        assertThat(alive).exists();
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void whatWasThereStaysIfTheNewCannotBeWritten() throws IOException {
        Path file = Files.createDirectories(folder.resolve("f").resolve("in-the-way")).getParent();
        assertThatThrownBy(() -> WholeFile.write(file, new byte[] {1})).isInstanceOf(IOException.class);
        assertThat(file.resolve("in-the-way")).exists();
        assertThat(temporaries()).isEmpty();
    }
}
