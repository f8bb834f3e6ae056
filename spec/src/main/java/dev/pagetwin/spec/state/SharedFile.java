package dev.pagetwin.spec.state;

import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The one file that address spaces share: a memfd, or what is behind shared anonymous memory.
 *
 * @param entries what the page cache holds; nothing at an offset is a hole
 * @param ghost what anybody last stored, for each offset
 */
public record SharedFile(IdMap<Offset, FileEntry> entries, IdMap<Offset, Content> ghost) {
    /** A file of holes. */
    public static SharedFile empty(List<Offset> offsets, int granules) {
        return new SharedFile(IdMap.empty(offsets), IdMap.filled(offsets, Content.zero(granules)));
    }

    /** The page in memory at the offset, or null. */
    public @Nullable Pfn resident(Offset offset) {
        return entries.get(offset) instanceof FileEntry.Resident r ? r.page() : null;
    }

    /** The slot that the offset's content is in, or null. */
    public @Nullable SlotId swapped(Offset offset) {
        return entries.get(offset) instanceof FileEntry.Swapped s ? s.slot() : null;
    }

    /** Where in the file the page is, or null. */
    public @Nullable Offset offsetOf(Pfn page) {
        return entries.first(entry -> entry instanceof FileEntry.Resident r && r.page().equals(page));
    }

    /** Whether the page is in the page cache. */
    public boolean holds(Pfn page) {
        return offsetOf(page) != null;
    }

    /** How many offsets name the slot: one, or none. */
    public int users(SlotId slot) {
        return entries.count(entry -> entry instanceof FileEntry.Swapped s && s.slot().equals(slot));
    }

    public SharedFile with(Offset offset, FileEntry entry) {
        return new SharedFile(entries.with(offset, entry), ghost);
    }

    /** The file with a hole at the offset. */
    public SharedFile without(Offset offset) {
        return new SharedFile(entries.without(offset), ghost);
    }

    /** The file with another page in the place of this one, if this one is in it. */
    public SharedFile replaced(Pfn page, Pfn by) {
        return new SharedFile(
                entries.map(entry -> Objects.equals(entry, new FileEntry.Resident(page))
                        ? new FileEntry.Resident(by)
                        : entry),
                ghost);
    }

    public SharedFile withGhost(Offset offset, Content stored) {
        return new SharedFile(entries, ghost.with(offset, stored));
    }
}
