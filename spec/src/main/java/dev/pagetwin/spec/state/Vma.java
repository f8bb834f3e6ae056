package dev.pagetwin.spec.state;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The attributes of an area, held for each page; a maximal run of equal attributes, and of offsets that follow each
 * other, is one {@code vm_area_struct}.
 *
 * @param prot what the program may do
 * @param mte whether {@code VM_MTE} is set; once set it stays
 * @param offset what it maps of the shared file, or null for private anonymous memory
 * @param locked whether {@code VM_LOCKED} is set: reclaim leaves the pages where they are
 */
public record Vma(Prot prot, boolean mte, @Nullable Offset offset, boolean locked) {
    /** Not locked. */
    public Vma(Prot prot, boolean mte, @Nullable Offset offset) {
        this(prot, mte, offset, false);
    }

    /** Of private anonymous memory. */
    public Vma(Prot prot, boolean mte) {
        this(prot, mte, null);
    }

    public boolean shared() {
        return offset != null;
    }

    /** The same area so many pages further on. */
    public Vma plus(int pages) {
        return offset == null ? this : new Vma(prot, mte, offset.plus(pages), locked);
    }

    /** The area with other rights; what it maps stays. */
    public Vma protectedAs(Prot newProt, boolean newMte) {
        return new Vma(newProt, newMte, offset, locked);
    }

    public Vma withLocked(boolean value) {
        return new Vma(prot, mte, offset, value);
    }

    /**
     * The most that an entry may permit when it is made anew, if it permitted this before. Nobody copies a shared page
     * on write, so there the area alone decides.
     */
    public Prot entryProt(Prot before) {
        return shared() ? prot : prot.min(before);
    }
}
