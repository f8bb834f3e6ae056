package dev.pagetwin.impl.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.Mte;
import dev.pagetwin.impl.page.NibbleTags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A design that somebody brings along: how much it takes, and what it may leave out. */
class OwnDesignTest {
    /** The smallest store that keeps its promises. */
    public static class OwnStore extends Mte {
        private final Map<Integer, byte[]> records = new HashMap<>();

        @Override
        public boolean prepareToSwap(int pfn, int slot) {
            if (env().tagged(pfn) && env().allocTagBuffer()) {
                env().readTags(pfn, records.computeIfAbsent(slot, s -> new byte[env().geometry().tagBytes()]));
                return true;
            }
            return !env().tagged(pfn);
        }

        @Override
        public void swapRestore(int slot, int pfn) {
            if (records.containsKey(slot) && env().tryTagLock(pfn)) {
                env().writeTags(pfn, records.get(slot));
                env().setTagged(pfn);
            }
        }

        @Override
        public void swapInvalidatePage(int slot) {
            records.remove(slot);
        }

        @Override
        public void swapInvalidateArea(int type) {
            records.clear();
        }

        @Override
        public boolean dueTags(int mm, int va, int slot, byte[] tagsOut) {
            if (records.containsKey(slot)) {
                NibbleTags.unpack(records.get(slot), 0, tagsOut);
            }
            return records.containsKey(slot);
        }

        @Override
        public void orphans(Consumer<String> tell) {
            records.keySet().stream().filter(env()::slotFree).sorted().forEach(slot -> tell.accept("slot " + slot));
        }
    }

    @Test
    void tagsSurviveInAnOwnStore() {
        Kernel k = new Kernel(new Geometry(1, 1, 1, 1, 2), new Tuning(false, true), new OwnStore());
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 0);
        k.stg(0, 0, 1, 6);
        k.reclaimAddToSwap(0, 0);
        k.reclaimUnmap(0, 0, false, false);
        k.reclaimWriteback(0, false);
        assertThat(k.reclaimDrop(0, false)).isEqualTo(Outcome.OK);
        k.swapInLookup(0, 0);
        k.swapInRead(0, 0, true);
        k.swapInMap(0);
        assertThat(k.ldg(0, 0, 1)).isEqualTo(Outcome.value(6));
        k.view().orphans(orphan -> assertThat(orphan).isNull());
    }

    @Test
    void aDesignThatDoesNotSaveItsStateSaysSo() {
        Kernel k = new Kernel(new Geometry(1, 1, 1, 1, 2), new Tuning(false, true), new OwnStore());
        assertThat(k.canSnapshot()).isFalse();
        assertThatThrownBy(k::snapshot)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("OwnStore")
                .hasMessageContaining("canSave");
    }
}
