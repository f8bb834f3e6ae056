package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the functions of an image are, from its first byte on. */
final class Symbols {
    private static final int HEX = 16;
    private static final int LONGEST = 100;

    private final Map<String, List<Long>> places = new TreeMap<>();
    private final TreeSet<Long> starts = new TreeSet<>();

    /** From lines of a distance in hexadecimal and a name. */
    Symbols(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length != 2) {
                throw new SetupException("symbols: found '" + shown(line) + "', expected a distance and a name");
            }
            long start = distance(words[0]);
            places.computeIfAbsent(plain(words[1]), name -> new ArrayList<>()).add(start);
            starts.add(start);
        }
    }

    private static long distance(String hex) {
        try {
            return Long.parseLong(hex, HEX);
        } catch (NumberFormatException e) {
            throw new SetupException("symbols: found '" + shown(hex) + "', expected a distance in hexadecimal", e);
        }
    }

    /** As much as fits in a message; names are in ASCII. */
    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^\\x20-\\x7e]", "?");
    }

    static Symbols read(Path file) {
        try {
            return new Symbols(Files.readAllLines(file));
        } catch (IOException e) {
            throw new SetupException(file + ": cannot be read, " + e.getMessage(), e);
        }
    }

    /** The function's name in the source: a compiler gives the variants that it makes a suffix. */
    private static String plain(String name) {
        return name.replaceFirst("(\\.(isra|constprop|part)\\.\\d+)+$", "");
    }

    /** Where a function and the variants of it are; none if it is not there. */
    List<Long> of(String name) {
        return places.getOrDefault(name, List.of());
    }

    /** Where the next function begins. */
    long end(long start) {
        Long next = starts.higher(start);
        return next == null ? start : next;
    }
}
