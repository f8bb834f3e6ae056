package dev.pagetwin.checker.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The survivors that are known. A line that begins with {@code =} says why nobody can tell them from the original, one
 * that begins with {@code !} what would have to be asked to tell them, and is not yet; below it stand the mutants that
 * it is true of, each on a line, in alphabetical order.
 */
final class Listed {
    private static final String EQUIVALENT = "= ";
    private static final String MISSED = "! ";

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
            if (line.startsWith(EQUIVALENT) || line.startsWith(MISSED)) {
                reason = line;
                last = "";
            } else if (!line.isBlank()) {
                if (reason.isEmpty()) {
                    throw new IOException(place + "a reason before it, in a line that begins with '= ' or '! '");
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

    /** Whether nobody can tell the mutant from the original. */
    boolean isEquivalent(Mutant mutant) {
        return reasons.getOrDefault(mutant.key(), "").startsWith(EQUIVALENT);
    }

    /** Why they are equivalent, in the order of the file, with the mutants below each. */
    Map<String, List<String>> equivalent() {
        return below(EQUIVALENT);
    }

    /** What is not asked, with the mutants that would be told by it. */
    Map<String, List<String>> missed() {
        return below(MISSED);
    }

    private Map<String, List<String>> below(String mark) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        reasons.forEach((key, reason) -> {
            if (reason.startsWith(mark)) {
                all.computeIfAbsent(reason.substring(mark.length()), r -> new ArrayList<>()).add(key);
            }
        });
        return all;
    }

    List<String> keys() {
        return List.copyOf(reasons.keySet());
    }
}
