package dev.pagetwin.impl.path;

import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.Mte;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import java.lang.reflect.Method;

/**
 * What is known of a design's hooks, by the classes that have them: a hook that only {@link ArchHooks} has does
 * nothing, and of those of {@link Mte} and {@link MteSwapTags} it is known for which pages they do nothing. Sound as
 * the class that declares a method is the one whose method is called, and a design that overrides one is not known any
 * more.
 */
final class Known {
    /** Hooks that the design has, so that they are to be called. */
    final boolean zapPte;

    final boolean copyPte;
    final boolean movePte;
    final boolean unmapOne;
    final boolean setPte;

    /** {@code setPte} makes the first tags of a page that has none, if the entry exposes them, and nothing else. */
    final boolean mteSetPte;

    /** {@code freePagesPrepare} clears the tag flags, and nothing else. */
    final boolean mteFrees;

    /** {@code prepNewPage} makes the first tags if it is to zero them, all zero, and does nothing else. */
    final boolean mtePrepares;

    /** {@code prepareToSwap} does nothing for a page without tags. */
    final boolean mteSaves;

    /** {@code swapRestore} and {@code swapInvalidatePage} do nothing for {@code slotsWithout}. */
    final boolean tellsOfSlots;

    /** Nothing is asked of the design when a page comes back but {@code swapRestore} and what is known. */
    final boolean onlyRestores;

    Known(ArchHooks design) {
        Class<?> of = design.getClass();
        zapPte = has(of, "zapPte");
        copyPte = has(of, "copyPte");
        movePte = has(of, "movePte");
        unmapOne = has(of, "unmapOne") || has(of, "swapCacheDropped");
        setPte = has(of, "setPte");
        boolean firstTags = whose(of, "firstTags") == Mte.class;
        mteSetPte = whose(of, "setPte") == Mte.class && firstTags;
        mteFrees = whose(of, "freePagesPrepare") == Mte.class;
        mtePrepares = !has(of, "prepNewPage")
                || (whose(of, "prepNewPage") == Mte.class && firstTags && whose(of, "clearTags") == Mte.class);
        mteSaves = whose(of, "prepareToSwap") == MteSwapTags.class && !has(of, "prepareToSwapFolio");
        tellsOfSlots = whose(of, "slotsWithout") == MteSwapTags.class
                && whose(of, "key") == MteSwapTags.class
                && whose(of, "swapRestore") == MteSwapTags.class
                && whose(of, "swapInvalidatePage") == MteSwapTags.class;
        onlyRestores = mtePrepares
                && !has(of, "swapSlotRead")
                && !has(of, "swapCacheRead")
                && !has(of, "swapRestoreFolio")
                && !has(of, "restoreOne")
                && !has(of, "doSwapPage");
    }

    private static boolean has(Class<?> design, String hook) {
        return whose(design, hook) != ArchHooks.class;
    }

    /** The class that has the design's method of this name, or {@link ArchHooks} if none of its own has. */
    private static Class<?> whose(Class<?> design, String name) {
        for (Class<?> c = design; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge()) {
                    return c;
                }
            }
        }
        return ArchHooks.class;
    }
}
