package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void whatIsSavedIsLoaded() throws IOException, CexException {
        Counterexample cex = Counterexamples.parse("f.cex", Samples.TEXT);
        Path file = folder.resolve("new/folder/restore-forgotten.cex");
        Counterexamples.save(file, cex);
        assertThat(file).content().isEqualTo(Samples.TEXT);
        assertThat(Counterexamples.load(file)).isEqualTo(cex);
        assertThat(Counterexamples.read(file)).isEqualTo(new CexFile(file.toString(), Samples.TEXT, cex));
    }

    @Test
    void savingReplacesTheWholeFileAndLeavesNothingElse() throws IOException, CexException {
        Path file = folder.resolve("a.cex");
        Files.writeString(file, "what was there\n".repeat(1000));
        Counterexamples.save(file, Counterexamples.parse("f.cex", Samples.TEXT));
        assertThat(file).content().isEqualTo(Samples.TEXT);
        assertThat(folder.toFile().list()).containsExactly("a.cex");
    }

    @Test
    void aSavedFileCanBeReadByOthersAsAnyFileCan() throws IOException, CexException {
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        Path file = folder.resolve("a.cex");
        Counterexamples.save(file, Counterexamples.parse("f.cex", Samples.TEXT));
        var view = Files.getFileAttributeView(plain, PosixFileAttributeView.class);
        if (view != null) {
            var permissions = Objects.requireNonNull(view).readAttributes().permissions();
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions)
                    .contains(PosixFilePermission.OWNER_READ);
        }
    }

    @Test
    void savingThatFailsLeavesNothingBehind() throws IOException, CexException {
        Path taken = Files.createDirectories(folder.resolve("a.cex/inside"));
        Counterexample cex = Counterexamples.parse("f.cex", Samples.TEXT);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Counterexamples.save(Objects.requireNonNull(taken.getParent()), cex));
        assertThat(folder.toFile().list()).containsExactly("a.cex");
    }

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("huge.cex");
        Files.write(file, new byte[3 << 20]);
        assertThatExceptionOfType(CexException.class).isThrownBy(() -> Counterexamples.load(file))
                .withMessage(file + ":1:1: found 1048577 bytes, expected at most 1048576");
    }

    @Test
    void aFileThatIsMissingIsAnotherMatter() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Counterexamples.load(folder.resolve("no.cex")));
    }
}
