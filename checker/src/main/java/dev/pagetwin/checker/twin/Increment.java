package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Compares only what a step has touched on either side: what the kernel notes, and what is another object in the
 * specification's states before and after. What neither has touched was alike before and still is. Counters, slots,
 * and the records of slots are always compared, as both sides' are few.
 *
 * <p>Sound as everything that a declared loosening lets pass is compared again, whole, until it is alike without one.
 * {@code IncrementTest} holds it against the whole comparison, for every flaw.
 */
final class Increment {
    private final Window window;
    private final Abstraction abstraction;
    private final Touched touched = new Touched();
    private final Counted counted;
    private final boolean[] frames;
    private final boolean[] mms;
    private final boolean whole;
    private boolean unsettled;

    @SuppressWarnings("nullness:method.invocation") // the kernel is given what is complete by then
    Increment(Kernel kernel, Window window, Abstraction abstraction) {
        this.window = window;
        this.abstraction = abstraction;
        this.counted = new Counted(window.bounds());
        this.frames = new boolean[window.bounds().pages()];
        this.mms = new boolean[window.bounds().mms()];
        // One entry, or one page, may say something of others there, without being written to.
        this.whole = abstraction.folds() || !window.bounds().regions().isEmpty();
        listen(kernel);
    }

    /** Takes notes of this kernel's steps from now on. */
    void listen(Kernel kernel) {
        kernel.setTouched(touched);
    }

    /** A step begins: forgets what was touched so far. */
    void begin() {
        touched.clear();
    }

    /** The counters of a state, as {@link Ledger#of} gives them. */
    Ledger ledger(Machine m) {
        counted.count(m);
        return counted.ledger();
    }

    /** What the step wrote to outside of the window, or null. */
    @Nullable Difference astray() {
        for (int i = 0; i < touched.mms() && !touched.overflowed(); i++) {
            int mm = touched.mmAt(i);
            if (mm < window.mm() || mm >= window.mm() + mms.length) {
                return new Difference("the background", "unchanged", "address space " + mm + " was written to");
            }
        }
        for (int i = 0; i < touched.frames() && !touched.overflowed(); i++) {
            int frame = touched.frameAt(i);
            if (frame < window.frame() || frame >= window.frame() + frames.length) {
                return new Difference("the background", "unchanged", "frame " + frame + " was written to");
            }
        }
        return null;
    }

    /** Whether the kernel agrees without any loosening; where not, a whole comparison has to say whether it does. */
    boolean agrees(Machine before, Machine after) {
        boolean all = whole || unsettled || touched.overflowed();
        mark(before, after, all);
        unsettled = true;
        for (MmId id : after.bounds().mmIds()) {
            if (mms[id.index()] && !abstraction.agreesOnMm(id, after)) {
                return false;
            }
        }
        for (Pfn id : after.bounds().pfns()) {
            if (frames[id.index()] && !abstraction.agreesOnFrame(id, after)) {
                return false;
            }
        }
        boolean file = all || touched.hasFile() || before.file() != after.file();
        if ((file && !abstraction.agreesOnFile(after)) || !abstraction.agreesOnSlots(after) || !counts(after)) {
            return false;
        }
        unsettled = false;
        return true;
    }

    private boolean counts(Machine m) {
        counted.count(m);
        return abstraction.agreesOnCounts(counted);
    }

    private void mark(Machine before, Machine after, boolean all) {
        for (int i = 0; i < mms.length; i++) {
            MmId id = MmId.of(i);
            mms[i] = all || before.mms().get(id) != after.mms().get(id);
        }
        for (int i = 0; i < frames.length; i++) {
            Pfn id = Pfn.of(i);
            frames[i] = all || before.page(id) != after.page(id);
        }
        for (int i = 0; i < frames.length && !all; i++) {
            Pfn id = Pfn.of(i);
            if (before.folios().get(id) != after.folios().get(id)) {
                markFolio(i);
            }
        }
        for (int i = 0; i < touched.mms() && !all; i++) {
            int mm = touched.mmAt(i) - window.mm();
            if (mm >= 0 && mm < mms.length) {
                mms[mm] = true;
            }
        }
        for (int i = 0; i < touched.frames() && !all; i++) {
            markFolio(touched.frameAt(i) - window.frame());
        }
    }

    /** All frames that may be of one folio with this one: what is noted of one may be told of the others. */
    private void markFolio(int frame) {
        int order = window.bounds().order();
        int first = frame >> order << order;
        for (int i = Math.max(0, first); i < Math.min(frames.length, first + (1 << order)); i++) {
            frames[i] = true;
        }
    }
}
