package dev.pagetwin.checker.cex;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Guesses what was meant. */
final class Nearest {
    private Nearest() {}

    /** The first of the names with the fewest edits between it and the word, or null if all are far off. */
    static @Nullable String of(String word, List<String> names) {
        String best = null;
        int least = Math.max(2, word.length() / 2) + 1;
        for (String name : names) {
            int edits = edits(word, name);
            if (edits < least) {
                least = edits;
                best = name;
            }
        }
        return best;
    }

    /** How many characters have to be put in, taken out or replaced to make one of the other. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
