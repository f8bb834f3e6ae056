package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.swap.SlotState;
import dev.pagetwin.impl.swap.SwapArea;
import java.util.function.Consumer;

/**
 * A kernel's state as a window shows it: every number in and out is the machine's. A number of the kernel's that lies
 * outside of the window is an {@link IllegalStateException}, as nothing of the machine can name it.
 */
final class WindowView {
    private final KernelView view;
    private final Window w;

    WindowView(KernelView view, Window window) {
        this.view = view;
        this.w = window;
    }

    boolean folds() {
        return view.folds();
    }

    SwapArea area(int area) {
        return view.area(w.areaIn(area));
    }

    boolean alive(int mm) {
        return view.alive(w.mmIn(mm));
    }

    boolean hasVma(int mm, int va) {
        return view.hasVma(w.mmIn(mm), w.vaIn(va));
    }

    int vmaProt(int mm, int va) {
        return view.vmaProt(w.mmIn(mm), w.vaIn(va));
    }

    boolean vmaMte(int mm, int va) {
        return view.vmaMte(w.mmIn(mm), w.vaIn(va));
    }

    boolean vmaLocked(int mm, int va) {
        return view.vmaLocked(w.mmIn(mm), w.vaIn(va));
    }

    int vmaOffset(int mm, int va) {
        return w.offsetOut(view.vmaOffset(w.mmIn(mm), w.vaIn(va)));
    }

    long pte(int mm, int va) {
        return view.pte(w.mmIn(mm), w.vaIn(va));
    }

    boolean ptePresent(int mm, int va) {
        return view.ptePresent(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteWaits(int mm, int va) {
        return view.pteWaits(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteZero(int mm, int va) {
        return view.pteZero(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteSwap(int mm, int va) {
        return view.pteSwap(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteMigration(int mm, int va) {
        return view.pteMigration(w.mmIn(mm), w.vaIn(va));
    }

    int pteMigrationPfn(int mm, int va) {
        return w.frameOut(view.pteMigrationPfn(w.mmIn(mm), w.vaIn(va)));
    }

    boolean pteMigrationDirty(int mm, int va) {
        return view.pteMigrationDirty(w.mmIn(mm), w.vaIn(va));
    }

    int ptePfn(int mm, int va) {
        return w.frameOut(view.ptePfn(w.mmIn(mm), w.vaIn(va)));
    }

    int pteProt(int mm, int va) {
        return view.pteProt(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteTagged(int mm, int va) {
        return view.pteTagged(w.mmIn(mm), w.vaIn(va));
    }

    long rawPte(int mm, int va) {
        return view.rawPte(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteYoung(int mm, int va) {
        return view.pteYoung(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteDirty(int mm, int va) {
        return view.pteDirty(w.mmIn(mm), w.vaIn(va));
    }

    int pteSlot(int mm, int va) {
        return w.slotOut(view.pteSlot(w.mmIn(mm), w.vaIn(va)));
    }

    boolean pteHuge(int mm, int va) {
        return view.pteHuge(w.mmIn(mm), w.vaIn(va));
    }

    boolean pteSwapExclusive(int mm, int va) {
        return view.pteSwapExclusive(w.mmIn(mm), w.vaIn(va));
    }

    int pteMigrationType(int mm, int va) {
        return view.pteMigrationType(w.mmIn(mm), w.vaIn(va));
    }

    int pin(int mm, int va) {
        return w.frameOut(view.pin(w.mmIn(mm), w.vaIn(va)));
    }

    boolean pinWrite(int mm, int va) {
        return view.pinWrite(w.mmIn(mm), w.vaIn(va));
    }

    boolean pinPlaced(int mm, int va) {
        return view.pinPlaced(w.mmIn(mm), w.vaIn(va));
    }

    CallKind callKind(int mm) {
        return view.callKind(w.mmIn(mm));
    }

    int callVa(int mm) {
        return w.vaOut(view.callVa(w.mmIn(mm)));
    }

    int callLast(int mm) {
        return w.vaOut(view.callLast(w.mmIn(mm)));
    }

    int callNext(int mm) {
        return w.vaOut(view.callNext(w.mmIn(mm)));
    }

    int callTo(int mm) {
        return w.vaOut(view.callTo(w.mmIn(mm)));
    }

    int callLen(int mm) {
        return view.callLen(w.mmIn(mm));
    }

    int callSize(int mm) {
        return view.callSize(w.mmIn(mm));
    }

    boolean callBack(int mm) {
        return view.callBack(w.mmIn(mm));
    }

    ZapReason callReason(int mm) {
        return view.callReason(w.mmIn(mm));
    }

    int callChild(int mm) {
        return w.mmOut(view.callChild(w.mmIn(mm)));
    }

    boolean callClearing(int mm) {
        return view.callClearing(w.mmIn(mm));
    }

    boolean callCopied(int mm) {
        return view.callCopied(w.mmIn(mm));
    }

    boolean callUnshare(int mm) {
        return view.callUnshare(w.mmIn(mm));
    }

    int callFrom(int mm) {
        return w.frameOut(view.callFrom(w.mmIn(mm)));
    }

    int callPage(int mm) {
        return w.frameOut(view.callPage(w.mmIn(mm)));
    }

    int callBlock(int mm) {
        return w.frameOut(view.callBlock(w.mmIn(mm)));
    }

    int callTries(int mm) {
        return view.callTries(w.mmIn(mm));
    }

    int callSlot(int mm) {
        return w.slotOut(view.callSlot(w.mmIn(mm)));
    }

    boolean callBypass(int mm) {
        return view.callBypass(w.mmIn(mm));
    }

    int filePage(int offset) {
        return w.frameOut(view.filePage(w.offsetIn(offset)));
    }

    int fileSlot(int offset) {
        return w.slotOut(view.fileSlot(w.offsetIn(offset)));
    }

    boolean free(int pfn) {
        return view.free(w.frameIn(pfn));
    }

    int head(int pfn) {
        return w.frameOut(view.head(w.frameIn(pfn)));
    }

    int order(int pfn) {
        return view.order(w.frameIn(pfn));
    }

    FolioLock lock(int pfn) {
        return view.lock(w.frameIn(pfn));
    }

    int migrationTo(int pfn) {
        return w.frameOut(view.migrationTo(w.frameIn(pfn)));
    }

    boolean moved(int pfn) {
        return view.moved(w.frameIn(pfn));
    }

    boolean dirty(int pfn) {
        return view.dirty(w.frameIn(pfn));
    }

    boolean lazyFree(int pfn) {
        return view.lazyFree(w.frameIn(pfn));
    }

    boolean writeback(int pfn) {
        return view.writeback(w.frameIn(pfn));
    }

    int folioSlot(int pfn) {
        return w.slotOut(view.folioSlot(w.frameIn(pfn)));
    }

    boolean anonExclusive(int pfn) {
        return view.anonExclusive(w.frameIn(pfn));
    }

    int data(int pfn) {
        return view.data(w.frameIn(pfn));
    }

    TagState tagState(int pfn) {
        return view.tagState(w.frameIn(pfn));
    }

    int tagMemory(int pfn, int granule) {
        return view.tagMemory(w.frameIn(pfn), granule);
    }

    boolean reserved(int pfn) {
        return view.reserved(w.frameIn(pfn));
    }

    int blockAround(int frame) {
        return w.frameOut(view.blockAround(w.frameIn(frame)));
    }

    int blockUsers(int block) {
        return view.blockUsers(w.frameIn(block));
    }

    int refcount(int pfn) {
        return view.refcount(w.frameIn(pfn));
    }

    int mapcount(int pfn) {
        return view.mapcount(w.frameIn(pfn));
    }

    SlotState slotState(int slot) {
        return view.slotState(w.slotIn(slot));
    }

    int users(int slot) {
        return view.users(w.slotIn(slot));
    }

    int cachedAt(int slot) {
        return w.frameOut(view.cachedAt(w.slotIn(slot)));
    }

    int slotData(int slot) {
        return view.slotData(w.slotIn(slot));
    }

    /** The tags that come back for a slot; the entry's place is -1 where no entry is meant. */
    boolean dueTags(int mm, int va, int slot, byte[] tagsOut) {
        return view.dueTags(mm < 0 ? mm : w.mmIn(mm), w.vaIn(va), w.slotIn(slot), tagsOut);
    }

    boolean dueFileTags(int offset, int slot, byte[] tagsOut) {
        return view.dueFileTags(w.offsetIn(offset), w.slotIn(slot), tagsOut);
    }

    /** The tags of a page, one a granule. */
    void tags(int pfn, byte[] packed, byte[] tagsOut) {
        view.tags(w.frameIn(pfn), packed, tagsOut);
    }

    boolean orphan(int slot) {
        return view.orphan(w.slotIn(slot));
    }

    void orphans(Consumer<String> tell) {
        view.orphans(w.isWhole() ? tell : words -> tell.accept(w.words(words)));
    }
}
