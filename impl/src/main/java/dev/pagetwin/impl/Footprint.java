package dev.pagetwin.impl;

import java.util.List;
import java.util.Locale;

/**
 * What a kernel's state takes in memory, counted from the lengths of its arrays. What is of no account at any size,
 * and the design's own records, are not in it.
 *
 * @param frames how many page frames the kernel has
 * @param parts the structures, tag bytes last
 */
public record Footprint(int frames, List<Part> parts) {
    /**
     * One structure.
     *
     * @param tags whether it holds tags of pages whose granules are not all alike
     */
    public record Part(String name, long bytes, boolean tags) {}

    public Footprint {
        parts = List.copyOf(parts);
    }

    /** What everything but such tags takes. */
    public long bookkeeping() {
        return parts.stream().filter(part -> !part.tags()).mapToLong(Part::bytes).sum();
    }

    /** What such tags take. */
    public long tags() {
        return parts.stream().filter(Part::tags).mapToLong(Part::bytes).sum();
    }

    /** Bookkeeping, spread over the frames. */
    public double bytesPerFrame() {
        return (double) bookkeeping() / frames;
    }

    /** A line a structure: its name, bytes in all, and bytes a frame. */
    public String table() {
        StringBuilder table = new StringBuilder();
        for (Part part : parts) {
            table.append(line(part.name(), part.bytes()));
        }
        return table.append(line("bookkeeping in all", bookkeeping())).toString();
    }

    private String line(String name, long bytes) {
        return String.format(Locale.ROOT, "%-28s %,16d %8.2f\n", name, bytes, (double) bytes / frames);
    }
}
