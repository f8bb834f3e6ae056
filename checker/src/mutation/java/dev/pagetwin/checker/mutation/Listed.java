package dev.pagetwin.checker.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The survivors that are known: why nobody can tell them from the original. A reason is a line that begins with
 * {@code =}; below it stand the mutants that it is true of, each on a line, in alphabetical order.
 */
final class Listed {
    private static final String REASON = "= ";

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Reads a list; none if there is no such file. */
    static Listed read(Path file) throws IOException {
        Listed listed = new Listed();
        if (!Files.exists(file)) {
            return listed;
        }
        String reason = "";
        String last = "";
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = file.getFileName() + ":" + (i + 1) + ": found '" + line + "', expected ";
            if (line.startsWith(REASON)) {
                reason = line.substring(REASON.length());
                last = "";
            } else if (!line.isBlank()) {
                if (reason.isEmpty()) {
                    throw new IOException(place + "a reason before it, in a line that begins with '= '");
                }
                if (line.compareTo(last) <= 0) {
                    throw new IOException(place + "it before '" + last + "'");
                }
                if (listed.reasons.put(line, reason) != null) {
                    throw new IOException(place + "each mutant once");
                }
                last = line;
            }
        }
        return listed;
    }

    boolean has(Mutant mutant) {
        return reasons.containsKey(mutant.key());
    }

    /** The reasons, in the order of the file, with the mutants below each. */
    Map<String, List<String>> byReason() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        reasons.forEach((key, reason) -> all.computeIfAbsent(reason, r -> new ArrayList<>()).add(key));
        return all;
    }

    List<String> keys() {
        return List.copyOf(reasons.keySet());
    }
}
