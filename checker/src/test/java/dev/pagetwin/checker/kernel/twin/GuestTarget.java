package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.fuzz.Target;
import dev.pagetwin.checker.kernel.machine.GuestException;
import dev.pagetwin.checker.kernel.machine.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that answers what it likes. An input is the number of a run and then lines, one for each question: an empty
 * one is answered honestly, one that begins with + has the rest of it after the honest answer, another one is the
 * answer. When they are used up, the kernel is honest.
 */
public final class GuestTarget implements Target {
    private static final Path FILES = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples", "mte");
    private static final List<Counterexample> RUNS = List.of(
            cex("swap-in-forgets-restore"), cex("unuse-forgets-restore"), cex("cow-forgets-tags"),
            cex("migrate-forgets-tags"));

    private static Counterexample cex(String id) {
        try {
            return Counterexamples.load(FILES.resolve(id + Counterexamples.ENDING));
        } catch (IOException | CexException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "guest";
    }

    @Override
    public int longest() {
        return 1024;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < RUNS.size(); i++) {
            List<String> answers = new ArrayList<>(List.of(""));
            GuestInMemory guest = new GuestInMemory();
            run(i, commands -> {
                String answer = guest.ask(commands);
                answers.add(answer);
                return answer;
            });
            seeds.add(((char) i + String.join("\n", answers)).getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }

    @Override
    public boolean take(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        String[] lines = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1).split("\n", -1);
        replies(lines[0]);
        GuestInMemory guest = new GuestInMemory();
        int[] asked = {0};
        Finding finding;
        try {
            finding = run((input[0] & 0xff) % RUNS.size(), commands -> {
                String honest = guest.ask(commands);
                String line = ++asked[0] < lines.length ? lines[asked[0]] : "";
                return line.isEmpty() ? honest : line.startsWith("+") ? honest + line.substring(1) : line;
            });
        } catch (Serial.GuestLost e) {
            // Before the first step; whoever starts guests says so.
            return false;
        }
        return finding.missed().stream().noneMatch(missed -> missed.op().equals("the guest"));
    }

    private static Finding run(int number, Serial serial) {
        Counterexample cex = RUNS.get(number);
        return KernelRun.of(serial, cex.bounds(), cex.ops(), GuestInMemory.HAS, new Reached());
    }

    /** The replies of whoever else speaks to an agent. */
    private static void replies(String line) {
        try {
            Reply.all(line).forEach(reply -> {
                reply.error();
                reply.words();
            });
        } catch (GuestException e) {
            // What it said is printed as one line.
        }
    }
}
