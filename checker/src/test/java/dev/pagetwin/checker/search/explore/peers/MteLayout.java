package dev.pagetwin.checker.search.explore.peers;

/** Where the fields of a packed state are: entries and their ghosts first, then folios, slots, and the switch. */
final class MteLayout {
    final int pteBits;
    final int tagBits;
    final int refBits;
    final int ghosts;
    final int folioTags;
    final int folioRefs;
    final int stored;
    final int slotRefs;
    final int switched;

    MteLayout(MteBounds b) {
        pteBits = width(b.folios() + b.slots());
        tagBits = width(b.tags() - 1);
        refBits = width(b.mms() * b.pages());
        ghosts = b.ptes() * pteBits;
        folioTags = ghosts + b.ptes() * tagBits;
        folioRefs = folioTags + b.folios() * tagBits;
        stored = folioRefs + b.folios() * refBits;
        slotRefs = stored + b.slots() * tagBits;
        switched = slotRefs + b.slots() * refBits;
        if (switched >= Long.SIZE) {
            throw new IllegalArgumentException(b + " needs " + (switched + 1) + " bits");
        }
    }

    private static int width(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, most));
    }

    int pte(int i) {
        return i * pteBits;
    }

    int ghost(int i) {
        return ghosts + i * tagBits;
    }

    int folioTag(int f) {
        return folioTags + f * tagBits;
    }

    int folioRef(int f) {
        return folioRefs + f * refBits;
    }

    int store(int s) {
        return stored + s * tagBits;
    }

    int slotRef(int s) {
        return slotRefs + s * refBits;
    }
}
