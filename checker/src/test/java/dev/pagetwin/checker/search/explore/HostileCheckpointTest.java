package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints whose checksums are right, as whoever changes one can compute them, and whose contents are not. */
class HostileCheckpointTest {
    private static final int VARIABLE = 2;

    private final CheckpointTarget target = new CheckpointTarget();

    /** A checkpoint of states of several words, with what the pattern finds in it replaced. */
    private String refusal(String pattern, String replacement) throws IOException {
        for (byte[] seed : target.seeds()) {
            if (seed[0] == VARIABLE) {
                String text = new String(seed, StandardCharsets.ISO_8859_1);
                String changed = text.replaceFirst(pattern, replacement);
                assertThat(changed).as(text).isNotEqualTo(text);
                return target.refusal(changed.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        throw new AssertionError("no such seed");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() throws IOException {
        String none = "the manifest names a file that is none of its own, or names one twice";
        assertThat(refusal("frontier frontier-\\d+", "frontier ../victim")).isEqualTo(none);
        assertThat(refusal("frontier frontier-\\d+", "frontier manifest")).isEqualTo(none);
        assertThat(refusal("keys keys-\\d+", "keys /etc/passwd")).isEqualTo(none);
        assertThat(refusal("frontier frontier-\\d+", "frontier frontier-x")).isEqualTo(none);
    }

    @Test
    void countsThatContradictEachOtherAreRefused() throws IOException {
        assertThat(refusal("\nlevels 1", "\nlevels 2")).matches("it has the keys of \\d+ states instead of \\d+");
        assertThat(refusal("\nlevels 1", "\nlevels 9223372036854775807")).startsWith("it has the keys of");
        assertThat(refusal("\nlevels 1", "\nlevels -1")).isEqualTo("line 'levels' has -1 instead of a count");
        assertThat(refusal("(keys keys-\\d+ \\*) \\d+", "$1 -1")).matches("keys-\\d+ has -1 keys .*");
        assertThat(refusal("(keys keys-\\d+ \\*) \\d+", "$1 1073741820"))
                .matches("keys-\\d+ has 1073741820 keys in a partition, at most 1073741819");
        assertThat(refusal("(keys keys-\\d+ \\*) \\d+", "$1 1073741819")).matches("keys-\\d+ has \\d+ bytes instead .*");
        assertThat(refusal("\nlinks \\d+", "\nlinks 1000000000")).startsWith("it has the links of 1000000000 levels");
        assertThat(refusal("\ndeadlocks [^\n]*", "\ndeadlocks 1 2147483647 0"))
                .startsWith("it knows a state at depth 2147483647 of");
        assertThat(refusal("\nnumber \\d+", "\nnumber 2147483647")).isEqualTo("the manifest cannot be read");
        assertThat(refusal("\ncounters [^\n]*", "\ncounters 1 2")).isEqualTo(
                "line 'counters' has 2 numbers instead of 1");
        assertThat(refusal("\nfrontier", "\nfrontier\nfrontier")).isNotNull();
    }

    @Test
    void aLengthIsRefusedBeforeThereIsRoomMadeForIt() throws IOException {
        List<Long> lengths = new ArrayList<>(List.of(-1L, Restored.MOST + 1L, 1L << 32, Long.MAX_VALUE));
        for (long length : lengths) {
            assertThatThrownBy(() -> restored(length)).isInstanceOf(CheckpointException.class)
                    .hasMessage("the frontier has a state of " + length + " words, at most " + Restored.MOST);
        }
        assertThatThrownBy(() -> restored(Restored.MOST)).isInstanceOf(EOFException.class);
    }

    @TempDir
    private Path temp;

    private void restored(long length) throws IOException {
        Folder folder = new Folder(1 << 20);
        folder.open(temp);
        try (Output out = new Output(folder, "words")) {
            out.put(length);
            out.finish();
        } finally {
            folder.close(true);
        }
        try (Input in = new Input(temp.resolve("words"))) {
            new Restored(new Tangle(9, 2, 1)).next(in);
        }
    }

    @Test
    void aManifestOfMoreThanTheMostBytesIsRefused() throws IOException {
        Path file = temp.resolve("large");
        Files.write(file, new byte[Manifest.BYTES]);
        assertThatThrownBy(() -> Manifest.read(file)).hasMessage("its checksum is wrong");
        Files.write(file, new byte[Manifest.BYTES + 1]);
        assertThatThrownBy(() -> Manifest.read(file)).hasMessage("the manifest has more than 16777216 bytes");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("folder"));
        Path outside = Files.writeString(temp.resolve("outside"), "not theirs");
        Options options = Options.defaults().withMemory(8 << 20).withPartitions(2).withEvery(Duration.ZERO);
        for (String name : List.of("lock", LinkFile.NAME, "file-%d.tmp")) {
            Set<Path> links = new HashSet<>();
            for (int i = 1; i < 10; i++) {
                links.add(folder.resolve(String.format(name, i)));
            }
            for (Path link : links) {
                Files.createSymbolicLink(link, outside);
            }
            assertThatThrownBy(() -> new Search(CheckpointTarget.MODELS.get(0), options.withCheckpoint(folder)).run())
                    .as(name).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");
            assertThat(outside).as(name).hasContent("not theirs");
            for (Path link : links) {
                Files.deleteIfExists(link);
            }
        }
        assertThat(new Search(CheckpointTarget.MODELS.get(0), options.withCheckpoint(folder)).run().distinct())
                .isEqualTo(16);
    }
}
