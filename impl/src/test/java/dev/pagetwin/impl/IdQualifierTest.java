package dev.pagetwin.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compiler rejects mixed-up numbers and unchecked absent keys. Runs javac with the processors, qualifiers and stubs of
 * this module's build on a sample, and expects an error on every line that says so, and on no other.
 */
class IdQualifierTest {
    private static final String MIXED_UP_NUMBERS = """
            import dev.pagetwin.spec.id.*;

            class Sample {
                @PfnNo int[] frames = new @PfnNo int[4];

                void store(@PfnNo int pfn, @SlotNo int slot, @VpnNo int vpn, @BlockNo int block) {
                    frames[vpn] = pfn;
                    frames[vpn] = slot;         // error: assignment
                    @PfnNo int first = vpn;     // error: assignment
                    @VpnNo int third = block;   // error: assignment
                    frames[slot] = frames[vpn];
                }

                @SlotNo long give(@SlotNo long slot, @PfnNo long pfn) {
                    take(slot);
                    take(pfn);                  // error: argument
                    take(7);                    // error: argument
                    return pfn;                 // error: return
                }

                void take(@SlotNo long slot) {}

                record Entry(@BlockNo int block) {}

                @BlockNo int block(Entry entry, @PfnNo int pfn) {
                    new Entry(pfn);             // error: argument
                    return entry.block();
                }

                boolean plainUse(@PfnNo long pfn, long word) {
                    return pfn << 12 == word && pfn < 9 && (word >>> pfn & 1) != 0;
                }
            }
            """;

    /** Apart from the numbers, because a class that one checker rejects is not shown to the next. */
    private static final String ABSENT_KEYS = """
            import org.eclipse.collections.api.map.primitive.MutableLongObjectMap;
            import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
            import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

            class Sample {
                int length(LongObjectHashMap<String> notes) {
                    return notes.get(1).length();       // error: dereference.of.nullable
                }

                int length(MutableLongObjectMap<String> notes) {
                    return notes.remove(1).length();    // error: dereference.of.nullable
                }

                int length(IntObjectHashMap<String> notes) {
                    String note = notes.get(1);
                    notes.removeKey(1).length();        // error: dereference.of.nullable
                    return note == null ? 0 : note.length();
                }
            }
            """;

    private static final List<String> INSIDE_JAVAC =
            List.of("api", "code", "comp", "file", "main", "model", "parser", "processing", "tree", "util");

    @Test
    void aNumberOfAnotherKindIsRejected(@TempDir Path dir) throws IOException, InterruptedException {
        rejectsExactlyTheMarkedLines(dir, MIXED_UP_NUMBERS);
    }

    @Test
    void anAbsentKeyThatNobodyChecksIsRejected(@TempDir Path dir) throws IOException, InterruptedException {
        rejectsExactlyTheMarkedLines(dir, ABSENT_KEYS);
    }

    private static void rejectsExactlyTheMarkedLines(Path dir, String sample) throws IOException, InterruptedException {
        assumeFalse(System.getProperty("cf.processors", "").isEmpty(), "the checkers are switched off");
        var output = javac(dir, Files.writeString(dir.resolve("Sample.java"), sample));
        var errors = output.lines()
                .filter(line -> line.contains("error: "))
                .map(line -> line.replaceFirst(".*Sample[.]java:(\\d+): error: \\[([a-z.]+).*", "$1 $2"))
                .filter(line -> !line.contains("// error: "))
                .toList();
        assertThat(errors).as(output).isNotEmpty().isEqualTo(markedLines(sample));
    }

    private static List<String> markedLines(String sample) {
        var lines = sample.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains("// error: "))
                .mapToObj(i -> i + 1 + " " + lines.get(i).split("// error: ")[1])
                .toList();
    }

    private static String javac(Path dir, Path source) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        INSIDE_JAVAC.forEach(p -> command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + p + "=ALL-UNNAMED"));
        Stream.of(
                        "-J-Duser.language=en", "-Xmaxerrs", "1000", "-d", dir.toString(),
                        "-cp", classPath, "-processorpath", classPath,
                        "-processor", System.getProperty("cf.processors"),
                        "-Aquals=" + System.getProperty("cf.quals"),
                        "-Astubs=" + System.getProperty("pagetwin.root") + "/impl/src/main/checker",
                        source.toString())
                .forEach(command::add);
        File log = dir.resolve("javac.log").toFile();
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
        return Files.readString(log.toPath(), StandardCharsets.UTF_8);
    }
}
