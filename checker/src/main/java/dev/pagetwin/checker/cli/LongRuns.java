package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.WholeFile;
import dev.pagetwin.checker.search.longrun.LongRun;
import dev.pagetwin.checker.search.longrun.LongRunException;
import dev.pagetwin.checker.search.longrun.LongRunFile;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that a long run is saved in. */
final class LongRuns {
    private static final String NAME = "run.json";

    private final Path folder;
    private final Path file;

    LongRuns(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** What the folder holds, which must be of the same design, seed, and presets; or a run that has not begun. */
    LongRun open(String design, long seed, List<Preset> presets) {
        Places.checkWritable(folder);
        List<String> names = presets.stream().map(Preset::name).toList();
        if (!Files.exists(file)) {
            return LongRun.begun(design, seed, names);
        }
        LongRun run = read();
        expect("the design", run.design(), design);
        expect("the seed", String.valueOf(run.seed()), String.valueOf(seed));
        List<String> saved = run.rows().stream().map(LongRun.Row::preset).toList();
        expect("the list of presets", String.join(", ", saved), String.join(", ", names));
        return run;
    }

    private LongRun read() {
        try {
            long size = Files.size(file);
            if (size > LongRunFile.MOST) {
                throw new BadInput(file + ": found " + size + " bytes, expected " + LongRunFile.MOST + " at most");
            }
            return LongRunFile.parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": found bytes that are not UTF-8, expected a saved run");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read, " + Places.words(e));
        } catch (LongRunException e) {
            throw new BadInput(file + ": " + e.getMessage());
        }
    }

    private void expect(String what, String found, String expected) {
        if (!found.equals(expected)) {
            throw new BadInput(file + ": found a run where " + what + " is " + cut(found) + ", expected " + cut(expected)
                    + " as asked for");
        }
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** Saves the run whole. */
    void save(LongRun run) throws IOException {
        WholeFile.write(file, LongRunFile.text(run).getBytes(StandardCharsets.UTF_8));
    }
}
