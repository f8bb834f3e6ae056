package dev.pagetwin.checker.kernel.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one command was answered.
 *
 * @param ok whether it was done
 * @param text what follows {@code ok } or {@code err }
 */
public record Reply(boolean ok, String text) {
    /** One reply. Anything that is not one is an error of the protocol, and said as such. */
    public static Reply of(String line) throws GuestException {
        if (line.equals("ok")) {
            return new Reply(true, "");
        }
        if (line.startsWith("ok ")) {
            return new Reply(true, line.substring(3));
        }
        if (line.startsWith("err ") && line.length() > 4 && line.charAt(4) != ' ') {
            return new Reply(false, line.substring(4));
        }
        throw new GuestException("not a reply of the agent: " + line);
    }

    /** The replies to a line of commands, in their order. */
    public static List<Reply> all(String line) throws GuestException {
        List<Reply> replies = new ArrayList<>();
        for (String one : line.split(" ; ", -1)) {
            replies.add(of(one));
        }
        return List.copyOf(replies);
    }

    /** The words of the text. */
    public List<String> words() {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    /** The name of the error or of the signal and its code, as {@code EINVAL} or {@code SIGSEGV/9}; empty if done. */
    public String error() {
        return ok ? "" : words().get(0);
    }
}
