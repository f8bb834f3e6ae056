package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Designs that keep tags as the reference does, and note what they are told by some of the hooks. Of the other hooks it
 * stays known what they do, so that whole calls go the same ways as with a design that has these hooks of its own.
 */
final class Listening {
    /** By what they listen to; each appends to the list what it is told. */
    static final Map<String, Function<List<String>, ArchHooks>> DESIGNS = new TreeMap<>(Map.of(
            "all", Listening::toAll,
            "entries", Entries::new,
            "rights", Rights::new,
            "unmapping", Unmapping::new,
            "reading", Reading::new,
            "store", Store::new,
            "pages", Pages::new));

    /** What asks and does not tell. */
    private static final Set<String> QUESTIONS = Set.of(
            "attach", "savesAtUnmap", "scrubs", "savesEntry", "slotsWithout", "dueTags", "dueFileTags", "orphans",
            "orphan", "canSave", "save", "load", "toString", "hashCode", "equals");

    private Listening() {}

    private static ArchHooks toAll(List<String> heard) {
        ArchHooks mte = new MteSwapTags();
        return (ArchHooks) Proxy.newProxyInstance(
                ArchHooks.class.getClassLoader(), new Class<?>[] {ArchHooks.class}, (self, hook, args) -> {
                    if (!QUESTIONS.contains(hook.getName())) {
                        heard.add(hook.getName() + Arrays.toString(args));
                    }
                    try {
                        return hook.invoke(mte, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static class Mte extends MteSwapTags {
        private final List<String> heard;

        Mte(List<String> heard) {
            this.heard = heard;
        }

        final void hear(String hook, long... args) {
            heard.add(hook + Arrays.toString(args));
        }
    }

    private static final class Entries extends Mte {
        Entries(List<String> heard) {
            super(heard);
        }

        @Override
        public void copyPte(int mm, int child, int va, long pte) {
            hear("copy", mm, child, va, pte);
            super.copyPte(mm, child, va, pte);
        }

        @Override
        public void movePte(int mm, int from, int to, long pte) {
            hear("move", mm, from, to, pte);
            super.movePte(mm, from, to, pte);
        }

        @Override
        public void zapPte(int mm, int va, long oldPte) {
            hear("zap", mm, va, oldPte);
            super.zapPte(mm, va, oldPte);
        }
    }

    private static final class Rights extends Mte {
        Rights(List<String> heard) {
            super(heard);
        }

        @Override
        public void setPte(int mm, int va, long newPte) {
            hear("set", mm, va, newPte);
            super.setPte(mm, va, newPte);
        }

        @Override
        public void clearTags(int pfn) {
            hear("clear", pfn);
            super.clearTags(pfn);
        }
    }

    private static final class Unmapping extends Mte {
        Unmapping(List<String> heard) {
            super(heard);
        }

        @Override
        public boolean unmapOne(int mm, int va, long oldPte, int pfn, int slot) {
            hear("unmap", mm, va, oldPte, pfn, slot);
            return super.unmapOne(mm, va, oldPte, pfn, slot);
        }

        @Override
        public void swapCacheDropped(int pfn, int slot) {
            hear("dropped", pfn, slot);
            super.swapCacheDropped(pfn, slot);
        }
    }

    private static final class Reading extends Mte {
        Reading(List<String> heard) {
            super(heard);
        }

        @Override
        public void swapSlotRead(int slot) {
            hear("slot", slot);
            super.swapSlotRead(slot);
        }

        @Override
        public void swapCacheRead(int slot, int pfn) {
            hear("cache", slot, pfn);
            super.swapCacheRead(slot, pfn);
        }

        @Override
        public void restoreOne(int mm, int va, long newPte, int slot, int pfn) {
            hear("restore", mm, va, newPte, slot, pfn);
            super.restoreOne(mm, va, newPte, slot, pfn);
        }

        @Override
        public void doSwapPage(int mm, int va, long newPte, int slot, int pfn) {
            hear("fault", mm, va, newPte, slot, pfn);
            super.doSwapPage(mm, va, newPte, slot, pfn);
        }
    }

    private static final class Store extends Mte {
        Store(List<String> heard) {
            super(heard);
        }

        @Override
        public boolean prepareToSwap(int pfn, int slot) {
            hear("save", pfn, slot);
            return super.prepareToSwap(pfn, slot);
        }

        @Override
        public void swapRestore(int slot, int pfn) {
            hear("restore", slot, pfn);
            super.swapRestore(slot, pfn);
        }

        @Override
        public void swapInvalidatePage(int slot) {
            hear("invalidate", slot);
            super.swapInvalidatePage(slot);
        }
    }

    private static final class Pages extends Mte {
        Pages(List<String> heard) {
            super(heard);
        }

        @Override
        public void prepNewPage(int pfn, boolean zero, boolean zeroTags) {
            hear("new", pfn, zero ? 1 : 0, zeroTags ? 1 : 0);
            super.prepNewPage(pfn, zero, zeroTags);
        }

        @Override
        public void freePagesPrepare(int pfn) {
            hear("free", pfn);
            super.freePagesPrepare(pfn);
        }
    }
}
