package dev.pagetwin.checker.kernel.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The serial line of a guest: lines in and out, and what was last said there that was no reply. */
final class Console {
    private static final int REMEMBERED = 200;
    private static final int QUOTED = 5;
    /** The lines of a kernel's last words that say what happened; dozens more say where it was. */
    private static final Pattern TELLING = Pattern.compile(
            "Kernel panic|Unable to handle|Internal error|kernel BUG|BUG:|WARNING:|\\] pc : |Out of memory");
    /** More than one line, so nothing that comes from a line can equal it. */
    private static final String END = "\n\n";

    private final OutputStream to;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> said = new ArrayDeque<>();
    private int asked;

    private Console(OutputStream to) {
        this.to = to;
    }

    static Console of(InputStream from, OutputStream to, String name) {
        Console console = new Console(to);
        Thread reader = new Thread(() -> console.readAll(from), name + " console");
        reader.setDaemon(true);
        reader.start();
        return console;
    }

    private void readAll(InputStream from) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line.stripTrailing());
            }
        } catch (IOException e) {
            lines.add("the console could not be read: " + e.getMessage());
        } finally {
            lines.add(END);
        }
    }

    /** Sends a command; the number before it is in the reply again, so that old lines are not taken for it. */
    String ask(String command, Duration limit) throws GuestException {
        asked++;
        String mark = "@" + asked + " ";
        send("#" + asked + " " + command + "\n");
        return await(line -> line.startsWith(mark), command, limit).substring(mark.length());
    }

    void send(String text) throws GuestException {
        try {
            to.write(text.getBytes(StandardCharsets.US_ASCII));
            to.flush();
        } catch (IOException e) {
            throw lost("does not take a line");
        }
    }

    /** The first line that is wanted. Others are what the kernel prints, or replies that came too late. */
    String await(Predicate<String> wanted, String what, Duration limit) throws GuestException {
        String line = poll(wanted, limit);
        if (line == null) {
            throw lost("gave no answer to '" + what + "' in " + limit.toMillis() / 1000.0 + " s");
        }
        return line;
    }

    @Nullable String poll(Predicate<String> wanted, Duration limit) throws GuestException {
        long end = System.nanoTime() + limit.toNanos();
        for (String line = next(end); line != null; line = next(end)) {
            if (line.equals(END)) {
                lines.add(END);
                throw lost("is gone");
            }
            if (wanted.test(line)) {
                return line;
            }
            if (!line.isEmpty() && !line.startsWith("@")) {
                remember(line);
            }
        }
        return null;
    }

    private @Nullable String next(long end) throws GuestException {
        try {
            return lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestException("interrupted while the guest was asked", e);
        }
    }

    /** The last lines that were no replies, the oldest first. */
    List<String> said() {
        return List.copyOf(said);
    }

    private void remember(String line) {
        if (said.size() == REMEMBERED) {
            said.removeFirst();
        }
        said.addLast(line);
    }

    GuestException lost(String how) {
        List<String> telling = said.stream().filter(line -> TELLING.matcher(line).find()).toList();
        List<String> all = List.copyOf(said);
        List<String> last = telling.isEmpty() ? all.subList(Math.max(0, all.size() - QUOTED), all.size()) : telling;
        return new GuestException("the guest " + how + "; its console said: "
                + (last.isEmpty() ? "nothing" : last.stream().limit(QUOTED).collect(Collectors.joining(" | "))));
    }
}
