package dev.pagetwin.checker.kernel.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The agent in a guest, spoken to command by command. */
final class Agent {
    private static final int MOST_AT_ONCE = 32;

    private final Serial serial;

    /** The kernel did not do what was asked for; why, in a few words. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    Agent(Serial serial) {
        this.serial = serial;
    }

    /** Asks for one thing that must be done. */
    String does(String command) throws Refused {
        String reply = serial.ask(command);
        if (!isOk(reply)) {
            throw new Refused(command + " answers " + reply);
        }
        return rest(reply);
    }

    /** Asks for what the agent can always answer. */
    String asks(String command) {
        return asks(List.of(command)).get(0);
    }

    /** Asks several things in few lines. */
    List<String> asks(List<String> commands) {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < commands.size(); i += MOST_AT_ONCE) {
            List<String> some = commands.subList(i, Math.min(commands.size(), i + MOST_AT_ONCE));
            List<String> answers = Arrays.asList(serial.ask(String.join(" ; ", some)).split(" ; ", -1));
            for (int j = 0; j < some.size(); j++) {
                String reply = j < answers.size() ? answers.get(j) : "nothing";
                if (!isOk(reply)) {
                    throw new Serial.GuestLost(
                            "the agent answers '" + some.get(j) + "' with '" + reply + "'",
                            new IllegalStateException());
                }
                replies.add(rest(reply));
            }
        }
        return replies;
    }

    private static boolean isOk(String reply) {
        return reply.equals("ok") || reply.startsWith("ok ");
    }

    private static String rest(String reply) {
        return reply.substring(2).trim();
    }
}
