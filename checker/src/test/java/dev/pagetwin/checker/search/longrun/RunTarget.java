package dev.pagetwin.checker.search.longrun;

import dev.pagetwin.checker.fuzz.OneLine;
import dev.pagetwin.checker.fuzz.Target;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.monitor.BlockChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The file of a long run: what is read is written as the same again. */
public final class RunTarget implements Target {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public List<byte[]> seeds() {
        LongRun empty = LongRun.begun("mte", -3, List.of("tiny-unuse", "tiny-pair"));
        LongRun full = new LongRun(
                "mte", 7, List.of(new LongRun.Row("tiny", 2, 60, 5)), LongRun.begun("", 0, List.of()).coverage(),
                List.of(new LongRun.Session(60, 5, 1 << 20, 2 << 20)), List.of(new LongRun.Point(5, 60, 3, 1 << 20)));
        full.coverage().counted("fork", 40, 10, Map.of(Rejection.NO_SUCH_MM, 10L));
        full.coverage().judged("NoLostTags", 5);
        full.coverage().changed(BlockChange.values()[0], 1);
        full.coverage().overlaps().add(0, 0, 2);
        byte[] begun = "{\"format\":\"pagetwin long run 1\"}".getBytes(StandardCharsets.UTF_8);
        return List.of(bytes(empty), bytes(full), begun);
    }

    private static byte[] bytes(LongRun run) {
        return LongRunFile.text(run).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean take(byte[] input) {
        LongRun run;
        try {
            run = LongRunFile.parse(new String(input, StandardCharsets.UTF_8));
        } catch (LongRunException e) {
            OneLine.check(String.valueOf(e.getMessage()));
            return false;
        }
        String text = LongRunFile.text(run);
        try {
            if (!LongRunFile.text(LongRunFile.parse(text)).equals(text)) {
                throw new AssertionError("written as another run:\n" + text);
            }
        } catch (LongRunException e) {
            throw new AssertionError("cannot be read again:\n" + text, e);
        }
        LongRun.reached(run.coverage());
        return true;
    }
}
