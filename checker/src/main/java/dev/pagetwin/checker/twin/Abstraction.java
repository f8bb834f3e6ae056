package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.monitor.HardwareEvent;
import dev.pagetwin.spec.state.Age;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SharedFile;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads a kernel as a machine of the specification. This is the only place that knows the state of both sides, and so
 * the only place where a difference may be declared to be none. These are all such loosenings:
 *
 * <ul>
 *   <li>Tag memory of a page without the tagged flag means nothing, and reads as zero: no entry exposes it.
 *   <li>The data of a free frame, of a slot that is not in use, and of a slot whose page is in the swap cache means
 *       nothing, and reads as zero: the next owner overwrites it, or the cached page has it.
 *   <li>A tag record may or may not be kept while a tagged page is in the swap cache: the page itself has the tags.
 *   <li>A page that was read into the swap cache and that no entry maps yet may have the tags that its slot owes
 *       already, and so may its copy: nobody sees them. Out of the swap cache, only a fault still holds it, and lets
 *       it go.
 *   <li>What a slot without users owes is the specification's: nobody is left to ask for it. A tag record may or may
 *       not be kept there, or while the slot waits in the return cache; it has to be gone when the slot is free.
 *   <li>Where entries are folded, one may be dirty because another one of its folio in the address space is: the
 *       hardware notes a write for the block. The specification takes that over, as later steps read it.
 *   <li>An entry may be young or not where the specification says that it does not know: an access to another page of
 *       its folio may have been noted for a block.
 *   <li>The ghost is the specification's, as no kernel has one.
 * </ul>
 */
final class Abstraction {
    private static final Prot[] PROTS = Prot.values();
    private static final Namesakes<TagState, dev.pagetwin.spec.state.TagState> TAG_STATES =
            new Namesakes<>(TagState.class, dev.pagetwin.spec.state.TagState.class);
    private static final Namesakes<dev.pagetwin.impl.swap.SlotState, SlotState> SLOT_STATES =
            new Namesakes<>(dev.pagetwin.impl.swap.SlotState.class, SlotState.class);
    private static final Namesakes<dev.pagetwin.impl.swap.SwapArea, SwapArea> AREAS =
            new Namesakes<>(dev.pagetwin.impl.swap.SwapArea.class, SwapArea.class);
    private static final Pte.Migration.Kind[] MIGRATIONS = Pte.Migration.Kind.values();
    private static final FolioLock[] LOCKS = FolioLock.values();
    private static final Result.Rejected[] REJECTED = rejected();

    private final Window window;
    private final WindowView view;
    private final byte[] tags;
    private final byte[] packed;
    private final Residue residue;
    private boolean narrow;

    Abstraction(KernelView view, Window window) {
        this.window = window;
        this.view = new WindowView(view, window);
        Bounds bounds = window.bounds();
        this.tags = new byte[bounds.granules()];
        this.packed = new byte[window.geometry().tagBytes()];
        this.residue = new Residue(bounds.pages(), bounds.slots(), bounds.granules());
    }

    /** A packed answer of the kernel. */
    static Result result(long outcome) {
        if (Outcome.isRejected(outcome)) {
            return REJECTED[Outcome.refusal(outcome).ordinal()];
        }
        if (Outcome.isFailed(outcome)) {
            return new Result.Failed(Errno.valueOf(Outcome.errno(outcome).name()));
        }
        return Outcome.isValue(outcome) ? new Result.Value(Outcome.value(outcome)) : Result.OK;
    }

    /**
     * What the hardware reads in a word of a page table, or null if it does not walk it. It may have cached what it
     * read before the access flag was cleared, so an entry without that gives what it gave.
     */
    static HardwareEvent.@Nullable Translation translation(Window window, long word) {
        return !PteCodec.isValid(word) ? null : new HardwareEvent.Translation(
                PteCodec.isZero(word) ? zeroPage(window) : Pfn.of(window.frameOut(PteCodec.pfn(word))),
                PteCodec.isCont(word), PteCodec.prot(word) == Prot.RW.ordinal(),
                PteCodec.lets(word), PteCodec.isTagged(word));
    }

    /** What hardware is told of the zero page: a frame that the machine does not have. */
    private static Pfn zeroPage(Window window) {
        return new Pfn(window.bounds().pages());
    }

    /** Whether the kernel folds entries. */
    boolean folds() {
        return view.folds();
    }

    /** What a step has left in the block of entries in which it wrote one; null if the address space is gone. */
    HardwareEvent.@Nullable BlockLeft block(HardwareEvent.EntryWritten written, Bounds bounds) {
        int size = bounds.contPtes();
        int mm = written.mm().index();
        if (!view.alive(mm)) {
            return null;
        }
        int first = written.va().index() / size * size;
        List<HardwareEvent.@Nullable Translation> entries = new ArrayList<>();
        Set<Pfn> folios = new HashSet<>();
        for (int va = first; va < first + size; va++) {
            HardwareEvent.Translation one = va < bounds.vas() ? translation(window, view.rawPte(mm, va)) : null;
            entries.add(one);
            if (one != null) {
                folios.add(one.page().equals(zeroPage(window)) ? one.page() : Pfn.of(view.head(one.page().index())));
            }
        }
        return new HardwareEvent.BlockLeft(written.mm(), Va.of(first), Collections.unmodifiableList(entries), folios);
    }

    /** Whether a packed answer of the kernel is this rejection. */
    static boolean isRejected(long outcome, Rejection reason) {
        return Outcome.isRejected(outcome) && REJECTED[Outcome.refusal(outcome).ordinal()].reason() == reason;
    }

    private static Result.Rejected[] rejected() {
        return Arrays.stream(Refusal.values())
                .map(refusal -> new Result.Rejected(Rejection.valueOf(refusal.name())))
                .toArray(Result.Rejected[]::new);
    }

    /** What the kernel holds beyond what is compared. */
    Residue residue() {
        for (int pfn = 0; pfn < window.bounds().pages(); pfn++) {
            for (int granule = 0; granule < tags.length; granule++) {
                residue.setTag(pfn, granule, view.tagMemory(pfn, granule));
            }
        }
        for (int slot = 0; slot < window.bounds().slots(); slot++) {
            Arrays.fill(tags, (byte) 0);
            boolean kept = view.dueTags(-1, -1, slot, tags);
            residue.setSlot(slot, kept, tags, view.slotData(slot));
        }
        return residue;
    }

    /** The kernel's state, with the ghost of the specification's. */
    Machine machine(Machine spec) {
        return new Machine(
                spec.bounds(),
                IdMap.of(spec.bounds().mmIds(), id -> view.alive(id.index()) ? mm(id, spec) : null),
                new SharedFile(
                        IdMap.of(spec.bounds().offsetIds(), id -> entry(id.index())),
                        spec.file().ghost()),
                IdMap.of(spec.bounds().pfns(), id -> isHead(id.index()) ? folio(id.index()) : null),
                IdMap.of(spec.bounds().pfns(), id -> page(id, spec)),
                IdMap.of(spec.bounds().slotIds(), id -> slot(id, spec)),
                IdMap.of(spec.bounds().areaIds(), id -> AREAS.of(view.area(id.index()))));
    }

    /** The kernel's counters, and the tag records that belong to nobody. */
    Ledger ledger(Machine spec) {
        List<String> orphans = orphans();
        return new Ledger(
                IdMap.of(spec.bounds().pfns(), id -> view.refcount(id.index())),
                IdMap.of(spec.bounds().pfns(), id -> view.mapcount(id.index())),
                IdMap.of(spec.bounds().slotIds(), id -> view.users(id.index())),
                IdMap.of(
                        spec.managed() ? spec.bounds().pfns() : List.of(),
                        id -> view.blockAround(id.index()) == id.index() ? view.blockUsers(id.index()) : null),
                List.copyOf(orphans));
    }

    /** Whether only the window's slots are looked at for records of nobody, as there are so many others. */
    void setNarrow(boolean value) {
        narrow = value;
    }

    private List<String> orphans() {
        List<String> orphans = new ArrayList<>();
        if (!narrow) {
            view.orphans(orphans::add);
            return orphans;
        }
        for (int slot = 0; slot < window.bounds().slots(); slot++) {
            if (view.orphan(slot)) {
                orphans.add("the record of slot s" + slot + ", which is free");
            }
        }
        return orphans;
    }

    // ---- part by part, whether the kernel agrees

    boolean agreesOnMm(MmId id, Machine spec) {
        Mm mm = view.alive(id.index()) ? mm(id, spec) : null;
        return Objects.equals(mm, spec.mms().get(id));
    }

    boolean agreesOnFile(Machine spec) {
        for (Offset offset : spec.bounds().offsetIds()) {
            if (!Objects.equals(entry(offset.index()), spec.file().entries().get(offset))) {
                return false;
            }
        }
        return true;
    }

    /** The folio that begins at the frame, if one does, and the page's content, without any loosening. */
    boolean agreesOnFrame(Pfn id, Machine spec) {
        Folio folio = isHead(id.index()) ? folio(id.index()) : null;
        if (!Objects.equals(folio, spec.folios().get(id))) {
            return false;
        }
        int pfn = id.index();
        Page twin = spec.page(id);
        TagState state = view.tagState(pfn);
        boolean alike = twin.data() == (view.free(pfn) ? 0 : view.data(pfn))
                && twin.tagState() == TAG_STATES.of(state)
                && twin.exclusive() == view.anonExclusive(pfn)
                && twin.reserved() == view.reserved(pfn);
        if (!alike || state != TagState.TAGGED) {
            return alike;
        }
        view.tags(pfn, packed, tags);
        return twin.tags().are(tags);
    }

    boolean agreesOnSlots(Machine spec) {
        for (SlotId id : spec.bounds().slotIds()) {
            Slot twin = spec.slot(id);
            if (twin.state() != SLOT_STATES.of(view.slotState(id.index()))
                    || (twin.state() == SlotState.IN_USE && !due(id, spec).equals(twin.due()))) {
                return false;
            }
        }
        for (AreaId id : spec.bounds().areaIds()) {
            if (spec.areas().at(id) != AREAS.of(view.area(id.index()))) {
                return false;
            }
        }
        return orphans().isEmpty();
    }

    /** Whether the kernel counts what there is. */
    boolean agreesOnCounts(Counted counted) {
        Bounds bounds = window.bounds();
        for (int pfn = 0; pfn < bounds.pages(); pfn++) {
            if (counted.references(pfn) != view.refcount(pfn) || counted.mappings(pfn) != view.mapcount(pfn)) {
                return false;
            }
        }
        for (int slot = 0; slot < bounds.slots(); slot++) {
            if (counted.users(slot) != view.users(slot)) {
                return false;
            }
        }
        for (Pfn block : counted.storage()) {
            if (counted.storageUsers(block.index()) != view.blockUsers(block.index())) {
                return false;
            }
        }
        return true;
    }

    // ---- address spaces

    private Mm mm(MmId id, Machine spec) {
        int mm = id.index();
        Mm twin = spec.mms().get(id);
        List<Va> vas = spec.bounds().vaIds();
        return new Mm(
                IdMap.of(vas, va -> view.hasVma(mm, va.index()) ? vma(mm, va.index()) : null),
                IdMap.of(vas, va -> narrowed(id, pte(mm, va.index()), twin == null ? null : twin.ptes().get(va), spec)),
                twin == null ? IdMap.empty(vas) : twin.ghost(),
                call(mm),
                IdMap.of(vas, va -> pin(mm, va.index())),
                IdMap.of(vas, va -> view.pteHuge(mm, va.index()) ? new Leaf(spec.bounds().order()) : null));
    }

    private @Nullable PinnedPage pin(int mm, int va) {
        Pfn page = pfn(view.pin(mm, va));
        return page == null ? null : new PinnedPage(page, view.pinWrite(mm, va), view.pinPlaced(mm, va));
    }

    private Vma vma(int mm, int va) {
        int offset = view.vmaOffset(mm, va);
        return new Vma(
                PROTS[view.vmaProt(mm, va)], view.vmaMte(mm, va), offset < 0 ? null : Offset.of(offset),
                view.vmaLocked(mm, va));
    }

    private @Nullable FileEntry entry(int offset) {
        int slot = view.fileSlot(offset);
        Pfn page = pfn(view.filePage(offset));
        if (page != null) {
            return new FileEntry.Resident(page);
        }
        return slot < 0 ? null : new FileEntry.Swapped(SlotId.of(slot));
    }

    private @Nullable Pte pte(int mm, int va) {
        if (view.ptePresent(mm, va)) {
            return new Pte.Present(
                    Pfn.of(view.ptePfn(mm, va)),
                    PROTS[view.pteProt(mm, va)],
                    view.pteTagged(mm, va),
                    view.pteDirty(mm, va),
                    view.pteYoung(mm, va) ? Age.YOUNG : Age.OLD,
                    view.pteWaits(mm, va));
        }
        if (view.pteZero(mm, va)) {
            return new Pte.Zero(PROTS[view.pteProt(mm, va)].readable(), view.pteTagged(mm, va));
        }
        if (view.pteMigration(mm, va)) {
            return new Pte.Migration(
                    Pfn.of(view.pteMigrationPfn(mm, va)),
                    MIGRATIONS[view.pteMigrationType(mm, va) - PteCodec.FIRST_RESERVED_TYPE],
                    view.pteMigrationDirty(mm, va));
        }
        boolean swap = view.pteSwap(mm, va);
        return swap ? new Pte.Swap(SlotId.of(view.pteSlot(mm, va)), view.pteSwapExclusive(mm, va)) : null;
    }

    /** The entry; not dirty if it may be so only as others of its folio are, and as young as the specification knows. */
    private @Nullable Pte narrowed(MmId mm, @Nullable Pte pte, @Nullable Pte twin, Machine spec) {
        if (pte instanceof Pte.Present marked && twin instanceof Pte.Present exact && !pte.equals(twin)) {
            Pte.Present entry = exact.age() == Age.UNKNOWN ? marked.withAge(Age.UNKNOWN) : marked;
            boolean wide = view.folds()
                    && entry.withAge(exact.age()).equals(exact.withDirty(true))
                    && spec.writtenInPart(mm, entry.page());
            return wide ? entry.withDirty(exact.dirty()) : entry;
        }
        return pte;
    }

    /** The state of the specification with the entries dirty that are so in the kernel as others of their folio are. */
    Machine adopted(Machine spec) {
        Machine out = spec;
        for (MmId id : view.folds() ? spec.bounds().mmIds() : List.<MmId>of()) {
            Mm twin = spec.mms().get(id);
            for (Va va : twin == null ? List.<Va>of() : spec.bounds().vaIds()) {
                Pte.Present exact = spec.mm(id).present(va);
                if (exact != null && !exact.dirty() && view.pteDirty(id.index(), va.index())) {
                    out = out.withPte(id, va, exact.withDirty(true));
                }
            }
        }
        return out;
    }

    private @Nullable Call call(int mm) {
        return switch (view.callKind(mm)) {
            case NONE -> null;
            case ZAPPING -> new Call.Zapping(
                    va(mm), last(mm), Call.ZapReason.valueOf(view.callReason(mm).name()));
            case FORKING -> new Call.Forking(MmId.of(view.callChild(mm)), va(mm));
            case PROTECTING -> new Call.Protecting(va(mm), last(mm), view.callClearing(mm));
            case MOVING -> new Call.Moving(
                    va(mm), view.callLen(mm), Va.of(view.callTo(mm)), view.callSize(mm), next(mm), view.callBack(mm));
            case COPYING -> new Call.Copying(
                    va(mm), Pfn.of(view.callFrom(mm)), Pfn.of(view.callPage(mm)), view.callUnshare(mm));
            case COLLAPSING -> new Call.Collapsing(
                    va(mm), view.order(view.callPage(mm)), Pfn.of(view.callPage(mm)), view.callCopied(mm));
            case RESERVING -> new Call.Reserving(
                    va(mm), Pfn.of(view.callPage(mm)), Pfn.of(view.callBlock(mm)), view.callTries(mm));
            case POKING -> new Call.Poking(Pfn.of(view.callPage(mm)));
            case SWAPPING_IN -> new Call.SwappingIn(
                    va(mm), SlotId.of(view.callSlot(mm)), pfn(view.callPage(mm)), view.callBypass(mm));
        };
    }

    private Va va(int mm) {
        return Va.of(view.callVa(mm));
    }

    private Va last(int mm) {
        return Va.of(view.callLast(mm));
    }

    private @Nullable Va next(int mm) {
        int next = view.callNext(mm);
        return next < 0 ? null : Va.of(next);
    }

    private static @Nullable Pfn pfn(int pfn) {
        return pfn < 0 ? null : Pfn.of(pfn);
    }

    private boolean isHead(int pfn) {
        return !view.free(pfn) && view.head(pfn) == pfn;
    }

    private Folio folio(int pfn) {
        int slot = view.folioSlot(pfn);
        Pfn to = pfn(view.migrationTo(pfn));
        return new Folio(
                view.order(pfn),
                LOCKS[view.lock(pfn).ordinal()],
                to == null ? null : new Destination(to, view.moved(pfn)),
                view.dirty(pfn),
                view.writeback(pfn),
                slot < 0 ? null : SlotId.of(slot),
                view.lazyFree(pfn));
    }

    private Page page(Pfn id, Machine spec) {
        Page page = page(id.index());
        Page twin = spec.page(id);
        boolean hidden = page.tagged() && !twin.tagged() && view.mapcount(id.index()) == 0
                && !spec.free(id) && isAhead(id, page, spec);
        return hidden ? twin.withData(page.data()) : page;
    }

    private boolean isAhead(Pfn id, Page page, Machine spec) {
        SlotId slot = spec.slotOf(partner(id, spec));
        if (slot == null) {
            return spec.mms().any(mm -> mm.call() instanceof Call.SwappingIn s && !s.bypass() && Objects.equals(id, s.page()));
        }
        Page due = spec.slot(slot).due();
        return due.tagged() && due.tags().equals(page.tags());
    }

    /** Of a page and its copy that is in the swap cache, else the page. */
    private static Pfn partner(Pfn id, Machine spec) {
        if (spec.folio(id).moved()) {
            return spec.broughtBack(id);
        }
        Pfn head = spec.head(id);
        Pfn source = spec.folios().first(folio -> folio.undecided() && folio.destination().equals(head));
        return source == null ? id : source.plus(id.index() - head.index());
    }

    private Page page(int pfn) {
        int data = view.free(pfn) ? 0 : view.data(pfn);
        TagState state = view.tagState(pfn);
        boolean exclusive = view.anonExclusive(pfn);
        boolean reserved = view.reserved(pfn);
        if (state != TagState.TAGGED) {
            return new Page(data, Tags.zero(tags.length), TAG_STATES.of(state), exclusive, reserved);
        }
        view.tags(pfn, packed, tags);
        return new Page(data, Tags.of(tags), dev.pagetwin.spec.state.TagState.TAGGED, exclusive, reserved);
    }

    private Slot slot(SlotId id, Machine spec) {
        SlotState state = SLOT_STATES.of(view.slotState(id.index()));
        return new Slot(state, state == SlotState.IN_USE ? due(id, spec) : spec.blank());
    }

    /** What comes back: each user of the slot is asked, and an answer that is not the expected one stands for all. */
    private Page due(SlotId id, Machine spec) {
        Page expected = spec.slot(id).due();
        for (MmId mm : spec.bounds().mmIds()) {
            for (Va va : spec.bounds().vaIds()) {
                if (names(mm, va, id)) {
                    boolean has = view.dueTags(mm.index(), va.index(), id.index(), tags);
                    Page answer = due(has, id, expected);
                    if (!answer.equals(expected)) {
                        return answer;
                    }
                }
            }
        }
        for (Offset offset : spec.bounds().offsetIds()) {
            if (view.fileSlot(offset.index()) == id.index()) {
                boolean has = view.dueFileTags(offset.index(), id.index(), tags);
                Page answer = due(has, id, expected);
                if (!answer.equals(expected)) {
                    return answer;
                }
            }
        }
        return expected;
    }

    private boolean names(MmId mm, Va va, Id slot) {
        return view.alive(mm.index())
                && view.pteSwap(mm.index(), va.index())
                && view.pteSlot(mm.index(), va.index()) == slot.index();
    }

    /** What comes back if the store has tags, and if it has them here. */
    private Page due(boolean has, SlotId slot, Page expected) {
        int cached = view.cachedAt(slot.index());
        Page data = expected.withData(cached < 0 ? view.slotData(slot.index()) : 0);
        if (cached >= 0 && view.tagState(cached) == TagState.TAGGED) {
            return data;
        }
        if (has && expected.tagged() && expected.tags().are(tags)) {
            return data.equals(expected) ? expected : data;
        }
        return has ? data.withTags(Tags.of(tags)) : data.withoutTags(dev.pagetwin.spec.state.TagState.UNTAGGED);
    }

    /** The page tables as the kernel packs them: a word for each entry that is not empty, by its place. */
    Map<String, Long> words(Machine spec) {
        Map<String, Long> words = new LinkedHashMap<>();
        for (MmId mm : spec.bounds().mmIds()) {
            for (Va va : spec.bounds().vaIds()) {
                long word = view.alive(mm.index()) ? view.pte(mm.index(), va.index()) : PteCodec.NONE;
                if (word != PteCodec.NONE) {
                    words.put(mm + " " + va, word);
                }
            }
        }
        return words;
    }
}
