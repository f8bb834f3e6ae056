package dev.pagetwin.spec.invariant;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.monitor.Agent;
import dev.pagetwin.spec.monitor.FlagAfterTags;
import dev.pagetwin.spec.monitor.HardwareEvent;
import dev.pagetwin.spec.monitor.HardwareEvent.Allocated;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockTaken;
import dev.pagetwin.spec.monitor.HardwareEvent.DataInvalidated;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.FlagSet;
import dev.pagetwin.spec.monitor.HardwareEvent.Flushed;
import dev.pagetwin.spec.monitor.HardwareEvent.MightSleep;
import dev.pagetwin.spec.monitor.HardwareEvent.StorageFreed;
import dev.pagetwin.spec.monitor.HardwareEvent.TagsAstray;
import dev.pagetwin.spec.monitor.HardwareEvent.TagsInvalidated;
import dev.pagetwin.spec.monitor.HardwareEvent.TagsWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Translation;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.LazyFree;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Pmd;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.ZeroPage;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each property has been seen to fail, in a state or a sequence made by hand, beside a good one that reaches it. */
class WitnessTest {
    private static final Tags SEVEN = Tags.of((byte) 7, (byte) 0);

    private static final Scenario BOOT = Scenario.boot();
    private static final Scenario AREA = BOOT.then(new Mmap(A, V0, 1, Prot.RW, true));
    /** A page with data and tags. */
    private static final Scenario OWNER = BOOT.tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario CLOSED = OWNER.protect(A, V0, Prot.NONE, false);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario OFF = OWNER.then(new Swapoff()).then(new Swapoff.Finish());
    private static final Scenario CACHED = OWNER.addToSwap(P0, S0).putback(P0);
    private static final Scenario AHEAD = SWAPPED.then(new Readahead(S0, P1));
    private static final Scenario CLAIMED =
            SWAPPED.then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Read(A, P1, true));
    private static final Scenario SHARED = OWNER.fork(A, B);
    private static final Scenario COPIED = SHARED.then(new Cow.Copy(A, V0, P1, false)).then(new Cow.Map(A));
    /** A page without anything stored, so that what is lost with it is nothing. */
    private static final Scenario BLANK = BOOT.untagged(A, V0, P0);
    private static final Scenario BLANK_SWAPPED = BLANK.swapOut(A, V0, S0);
    private static final Scenario CLEARING = clearing(BLANK);
    private static final Scenario CLEARING_ONE_OF_TWO = clearing(BLANK.untagged(A, V1, P1));
    private static final Scenario CLEARING_SHARED =
            clearing(BLANK.fork(A, B)).then(new Mprotect(B, V0, 1, Prot.RW, true));

    /** Its page under migration, as it is at each step. */
    private static final Scenario MIGRATING =
            OWNER.then(new Migrate.Isolate(P0)).then(new Migrate.Unmap(A, V0));
    private static final Scenario MIGRATION_COPY = MIGRATING.then(new Migrate.Copy(P0, P1));
    private static final Scenario MIGRATED = MIGRATION_COPY.then(new Migrate.Move(P0, false));

    private static final Scenario HUGE = Scenario.from(Machine.boot(Scenario.BOUNDS.withOrder(1)))
            .then(new Mmap(A, V0, 2, Prot.RW, false))
            .then(new Pmd.Fault(A, V0, P0));

    private static final Offset O0 = Offset.of(0);
    /** A page of the file, as it is at each step. */
    private static final Scenario FILE_HOLE = Scenario.from(Machine.boot(Scenario.BOUNDS.withOffsets(1)))
            .then(new Shmem.Mmap(A, V0, 1, O0, Prot.RW, true));
    private static final Scenario FILE =
            FILE_HOLE.then(new Shmem.Add(O0, P0)).then(new Shmem.Fault(A, V0, true));
    private static final Scenario FILE_SWAPPED = out(FILE);
    private static final Scenario FILE_STORED = out(FILE.store(A, V0, 5).stg(A, V0, 6));

    private static Scenario out(Scenario s) {
        return s.then(new Pageout.Isolate(P0)).then(new Pageout.Unmap(A, V0))
                .then(new Pageout.Writepage(P0, S0, Op.Alloc.OK)).write(P0).drop(P0);
    }

    private static Scenario clearing(Scenario s) {
        return s.then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A));
    }

    /**
     * A good state that reaches the property, and what makes it bad.
     *
     * @param also the other properties that break with it
     */
    private record Witness(
            String property, String flaw, Scenario good, UnaryOperator<Machine> bad, UnaryOperator<Ledger> books,
            Set<String> also) {}

    private static Witness state(
            String property, String flaw, Scenario good, UnaryOperator<Machine> bad, String... also) {
        return new Witness(property, flaw, good, bad, UnaryOperator.identity(), Set.of(also));
    }

    private static Witness books(String property, String flaw, Scenario good, UnaryOperator<Ledger> books) {
        return new Witness(property, flaw, good, UnaryOperator.identity(), books, Set.of());
    }

    private static List<Witness> witnesses() {
        return Stream.of(
                        seen(), swapped(), migrating(), huge(), slots(), pages(), owned(), shared(), pinned(),
                        counted(), locked(), stored())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Witness> seen() {
        return List.of(
                state("ProgramReadsItsData", "other data in the frame", OWNER,
                        m -> m.withPage(P0, m.page(P0).withData(4))),
                state("ProgramReadsItsData", "a closed page counts too", CLOSED,
                        m -> m.withPage(P0, m.page(P0).withData(4))),
                state("ProgramReadsItsTags", "other tags in the frame", OWNER,
                        m -> m.withPage(P0, m.page(P0).withTags(SEVEN))),
                state("ProgramReadsItsTags", "the copy forgot the tags", SHARED,
                        m -> m.withPage(P0, m.page(P0).withTags(Tags.zero(2)))),
                state("ExposedTagsAreValid", "the flag is gone", BOOT.tagged(A, V0, P0),
                        m -> m.withPage(P0, m.page(P0).withoutTags(TagState.UNTAGGED))),
                state("ExposedTagsAreValid", "the flag is gone, and so are the tags", OWNER,
                        m -> m.withPage(P0, m.page(P0).withoutTags(TagState.UNTAGGED)), "ProgramReadsItsTags"),
                state("NoStaleTags", "foreign tags behind a closed entry", CLOSED,
                        m -> m.withPage(P0, m.page(P0).withTags(SEVEN))),
                state("DiscardableMayVanish", "nobody let it go", OWNER.then(new LazyFree.Mark(A, V0)),
                        m -> m.withGhost(A, V0, ghost -> ghost.withData(5))),
                state("ZeroPageShowsNothingStored", "a tag was stored there", AREA.then(new ZeroPage.Fault(A, V0)),
                        m -> m.withGhost(A, V0, ghost -> ghost.withTags(SEVEN))),
                state("NothingStoredNothingKept", "a ghost without an entry", AREA,
                        m -> m.withGhost(A, V0, ghost -> ghost.withData(5))),
                state("NothingStoredNothingKept", "a ghost of tags without an entry", AREA,
                        m -> m.withGhost(A, V0, ghost -> ghost.withTags(SEVEN))));
    }

    private static List<Witness> swapped() {
        return List.of(
                state("NoLostData", "the device forgot", SWAPPED, m -> owes(m, m.blank().withTags(tagsDue(m)))),
                state("NoLostData", "the page read ahead has other data", AHEAD,
                        m -> m.withPage(P1, m.page(P1).withData(4))),
                state("NoLostTags", "the record is lost", SWAPPED,
                        m -> owes(m, m.slot(S0).due().withoutTags(TagState.UNTAGGED))),
                state("NoLostTags", "the record is lost while the page is read ahead", AHEAD,
                        m -> owes(m, m.slot(S0).due().withoutTags(TagState.UNTAGGED))),
                state("NoLostTags", "the record is somebody else's", SWAPPED,
                        m -> owes(m, m.slot(S0).due().withTags(SEVEN))),
                state("NoLostTags", "the page read ahead has foreign tags, which overrule the record", AHEAD,
                        m -> m.withPage(P1, m.page(P1).withTags(SEVEN))),
                books("NoLeakedRecord", "a record that nobody owns", BOOT,
                        ledger -> new Ledger(ledger.references(), ledger.mappings(), ledger.users(), List.of("s0"))));
    }

    private static List<Witness> migrating() {
        return List.of(
                state("NoLostData", "the page was written to without an entry", MIGRATING,
                        m -> m.withPage(P0, m.page(P0).withData(4))),
                state("NoLostData", "the copy has other data", MIGRATED, m -> m.withPage(P1, m.page(P1).withData(4))),
                state("NoLostTags", "the copy forgot the tags", MIGRATED,
                        m -> m.withPage(P1, m.page(P1).withoutTags(TagState.UNTAGGED))),
                state("MigrationEntryNamesLockedPage", "nobody has locked the page", MIGRATING.tagged(A, V1, P1),
                        m -> m.withFolio(P0, m.folio(P0).withLock(FolioLock.NONE))),
                state("MigrationEntryNamesLockedPage", "reclaim has locked the page", MIGRATING,
                        m -> m.withFolio(P0, m.folio(P0).withLock(FolioLock.RECLAIM))),
                state("MigrationEntryNamesLockedPage", "the page is gone", BLANK.then(new Migrate.Isolate(P0))
                        .then(new Migrate.Unmap(A, V0)), m -> m.withFree(P0)),
                state("DestinationHasOneSource", "the source forgot it", MIGRATION_COPY,
                        m -> m.withFolio(P0, m.folio(P0).withTo(null))),
                state("DestinationHasOneSource", "two pages go to one frame",
                        MIGRATION_COPY.tagged(A, V1, P2).then(new Migrate.Isolate(P2)),
                        m -> m.withFolio(P2, m.folio(P2).withTo(m.folio(P0).to()))),
                state("WritableMeansSole", "fork forgot to protect a migration entry",
                        MIGRATING.fork(A, B).tagged(A, V1, P2),
                        m -> m.withPte(A, V0, new Pte.Migration(P0, Pte.Migration.Kind.WRITE, true)),
                        "ExclusiveMeansSole"),
                state("WritableMeansSole", "an entry is remapped writable beside a migration entry",
                        MIGRATED.fork(A, B).then(new Migrate.Remap(A, V0)).tagged(A, V1, P2),
                        m -> m.withPte(A, V0, m.mm(A).presentAt(V0).withProt(Prot.RW)), "WritableMeansExclusive"));
    }

    private static List<Witness> shared() {
        return List.of(
                state("SharedEntryMapsFilePage", "the file has another page by now", FILE.tagged(A, V1, P1),
                        m -> m.withFile(m.file().with(O0, new FileEntry.Resident(P1))), "WritableMeansExclusive"),
                state("SharedEntryMapsFilePage", "the hole was punched, the entry stayed", FILE,
                        m -> m.withFile(m.file().without(O0)), "WritableMeansExclusive"),
                state("FileIsSoleUser", "a page table names the slot, too", FILE_SWAPPED.then(new Munmap(A, V0, 1)),
                        m -> m.withPte(A, V0, new Pte.Swap(S0, false))),
                state("NoLostData", "the device forgot what is the file's", FILE_STORED,
                        m -> owes(m, m.blank().withTags(tagsDue(m)))),
                state("NoLostTags", "the record is lost that is the file's", FILE_STORED,
                        m -> owes(m, m.slot(S0).due().withoutTags(TagState.UNTAGGED))),
                state("NothingStoredNothingKept", "a hole that remembers", FILE_HOLE,
                        m -> m.withFile(m.file().withGhost(O0, m.nothingStored().withData(3)))),
                state("SwapEntryNamesSlotInUse", "the slot is free, and the file names it", FILE_SWAPPED,
                        m -> m.withSlot(S0, Slot.free(2))),
                state("MappedPageIsAllocated", "the frame was freed that the file has",
                        FILE.then(new Munmap(A, V0, 1)).zapAll(A), m -> m.withFree(P0)));
    }

    private static List<Witness> huge() {
        return List.of(
                state("LeafMapsOneFolio", "its pages are in the wrong order", HUGE,
                        m -> m.withPte(A, V0, m.mm(A).presentAt(V1)).withPte(A, V1, m.mm(A).presentAt(V0))),
                state("LeafMapsOneFolio", "a page is not mapped", HUGE, m -> m.withMm(A, m.mm(A).withoutPte(V1))),
                state("LeafMapsOneFolio", "it maps two areas", HUGE, m -> m.withMm(A, m.mm(A)
                        .withVmas(m.mm(A).vmas().with(V1, m.mm(A).vmas().at(V1).protectedAs(Prot.RW, true))))));
    }

    private static Machine owes(Machine m, Page due) {
        return m.withSlot(S0, m.slot(S0).withDue(due));
    }

    private static Tags tagsDue(Machine m) {
        return m.slot(S0).due().tags();
    }

    private static List<Witness> slots() {
        return List.of(
                state("SwapEntryNamesSlotInUse", "the slot is free", BLANK_SWAPPED,
                        m -> m.withSlot(S0, Slot.free(2))),
                state("SwapEntryNamesSlotInUse", "the slot is on its way to be free", BLANK_SWAPPED,
                        m -> m.withSlot(S0, Slot.free(2).withState(SlotState.RETURNING))),
                state("CachedSlotIsInUse", "the slot is free", CACHED, m -> m.withSlot(S0, Slot.free(2))),
                state("SlotInUseIsWanted", "nobody names it", BLANK_SWAPPED,
                        m -> m.withMm(A, m.mm(A).withoutPte(V0))),
                state("SlotInUseIsWanted", "nobody caches it", CACHED,
                        m -> m.withFolio(P0, m.folio(P0).withSlot(null))),
                state("SlotInUseIsWanted", "nobody claims it", CLAIMED,
                        m -> m.withMm(A, m.mm(A).withoutPte(V0).withCall(null)), "NothingStoredNothingKept"),
                state("SlotHasOnePage", "a second page at the slot", CACHED.tagged(A, V1, P1),
                        m -> m.withFolio(P1, m.folio(P1).withSlot(S0))),
                state("AreaThatIsOffIsEmpty", "swapoff ended too early", OFF,
                        m -> m.withSlot(S0, m.slot(S0).withState(SlotState.RETURNING))));
    }

    private static List<Witness> pages() {
        return List.of(
                state("FreePageIsBlank", "the data stayed", OWNER, m -> m.withPage(P1, m.blank().withData(1))),
                state("FreePageIsBlank", "the flag stayed", OWNER,
                        m -> m.withPage(P1, m.blank().withTags(Tags.zero(2)))),
                state("MappedPageIsAllocated", "the frame was freed", BLANK, m -> m.withFree(P0),
                        "WritableMeansExclusive"),
                state("MappedPageIsAllocated", "the frame was freed, with what was in it", OWNER,
                        m -> m.withFree(P0), "ProgramReadsItsData", "ProgramReadsItsTags", "ExposedTagsAreValid",
                        "WritableMeansExclusive"),
                state("WritableMeansSole", "fork forgot to protect the child", COPIED,
                        m -> m.withPte(B, V0, m.mm(A).presentAt(V0)), "ExclusiveMeansSole"),
                state("WritableMeansSole", "a read-only entry beside it", COPIED,
                        m -> m.withPte(B, V0, m.mm(A).presentAt(V0).withProt(Prot.RO)), "ExclusiveMeansSole"));
    }

    private static List<Witness> owned() {
        return List.of(
                state("WritableMeansExclusive", "the mark is gone", OWNER, m -> m.withExclusive(P0, false)),
                state("ExclusiveMeansSole", "fork left the mark", SHARED.tagged(A, V1, P1),
                        m -> m.withExclusive(P0, true)),
                state("ExclusiveMeansSole", "fork left the mark in the swap entry",
                        SWAPPED.fork(A, B).tagged(A, V1, P1),
                        m -> m.withPte(A, V0, new Pte.Swap(S0, true))),
                state("ExclusiveMeansSole", "fork left the mark in the migration entry",
                        MIGRATING.fork(A, B).tagged(A, V1, P1),
                        m -> m.withPte(A, V0, new Pte.Migration(P0, Pte.Migration.Kind.READ_EXCLUSIVE, true))),
                state("ExclusiveMeansSole", "the page that one of two swap entries brought back",
                        SWAPPED.fork(A, B).swapIn(A, V0, P1).tagged(A, V1, P2), m -> m.withExclusive(P1, true)));
    }

    private static List<Witness> pinned() {
        return List.of(
                state("PinnedPageIsExclusive", "the mark is gone",
                        OWNER.protect(A, V0, Prot.RO, false).then(new Pin(A, V0, false)),
                        m -> m.withExclusive(P0, false)),
                state("PinnedPageStays", "the entry is gone", BLANK.then(new Pin(A, V0, true)),
                        m -> m.withMm(A, m.mm(A).withoutPte(V0))),
                state("PinnedPageStays", "the device has another page",
                        BLANK.tagged(A, V1, P1).then(new Pin(A, V0, true)),
                        m -> m.withMm(A, m.mm(A).withPins(
                                m.mm(A).pins().with(V0, new PinnedPage(P1, true, true))))));
    }

    private static List<Witness> counted() {
        return List.of(
                books("UsersEqualCount", "one too few", SWAPPED,
                        ledger -> new Ledger(ledger.references(), ledger.mappings(), ledger.users().with(S0, 0),
                                ledger.orphans())),
                books("MappingsEqualCount", "one too many", OWNER,
                        ledger -> new Ledger(ledger.references(), ledger.mappings().with(P0, 2), ledger.users(),
                                ledger.orphans())),
                books("ReferencesEqualCount", "one too many", OWNER,
                        ledger -> new Ledger(ledger.references().with(P0, 2), ledger.mappings(), ledger.users(),
                                ledger.orphans())));
    }

    private static List<Witness> locked() {
        return List.of(
                state("TagsLockedByOne", "the call is over, the lock is held", CLEARING,
                        m -> m.withCall(A, null)),
                state("TagsLockedByOne", "another page is being cleared", CLEARING_ONE_OF_TWO,
                        m -> m.withPage(P1, m.page(P1).withoutTags(TagState.LOCKED))),
                state("TagsLockedByOne", "two clear one page", CLEARING_SHARED,
                        m -> m.withCall(B, new Call.Protecting(V0, V0, true))),
                state("ClearingPrecedesFlag", "the flag came first", CLEARING,
                        m -> m.withPage(P0, m.page(P0).withTags(Tags.zero(2)))),
                state("ClearingPrecedesFlag", "the lock was never taken", CLEARING,
                        m -> m.withPage(P0, m.page(P0).withoutTags(TagState.UNTAGGED))));
    }

    private static final Pfn P8 = Pfn.of(8);

    /** The tags of p0 to p3 are in p8, those of p4 to p7 in p9. */
    private static final Scenario MANAGED = Scenario.from(Machine.boot(new Bounds(3, 3, 10, 2, 2, 16, 16, Scenario.SYNC)
            .withOrder(1).withRegions(List.of(new Region(0, 8, 8, 2, 1, 4))))).fork(A, B);
    private static final Scenario HAS_STORAGE = MANAGED.tagged(A, V0, P0);
    /** p8 holds data, so that p0 waits; p4 does not. */
    private static final Scenario WAITS = MANAGED.untagged(A, V1, P8).tagged(A, V0, P0).tagged(A, V2, Pfn.of(4));
    private static final Scenario RESERVING = WAITS.then(new Storage.Reserve(A, V0));
    private static final Scenario LARGE_CLOSED = MANAGED.then(new Mmap(A, V0, 2, Prot.RW, true))
            .then(new Large.Fault(A, V0, 1, P0)).protect(A, V0, Prot.NONE, false).protect(A, V1, Prot.NONE, false);

    private static Machine withoutStorage(Machine m, Pfn page) {
        return new Machine(m.bounds(), m.mms(), m.file(), m.folios(),
                m.pages().with(page, m.page(page).withReserved(false)), m.slots(), m.areas());
    }

    private static List<Witness> stored() {
        return List.of(
                state("OpenTagsHaveStorage", "the storage was given back too early", HAS_STORAGE,
                        m -> withoutStorage(m, P0)),
                state("WaitingEntryIsClosed", "it lets reads through", WAITS,
                        m -> m.withPte(A, V0, m.mm(A).presentAt(V0).withProt(Prot.RO)),
                        "OpenTagsHaveStorage", "ExposedTagsAreValid"),
                state("WaitingEntryIsClosed", "it is not tagged", WAITS, m -> m.withPte(A, V0, untaggedAt(m))),
                state("WaitingEntryIsClosed", "its area has no tags", WAITS, m -> m.withMm(A, m.mm(A)
                        .withVmas(m.mm(A).vmas().with(V0, m.mm(A).vmas().at(V1))))),
                state("TagsAndDataAreApart", "the block held data when it was taken", WAITS, m -> m.withStorage(P0)),
                state("TagsAndDataAreApart", "data came to a block that holds tags", HAS_STORAGE,
                        m -> m.withFolio(P8, Folio.NEW)),
                state("StorageIsNotTagged", "it was reserved as for data", WAITS, m -> m.withStorage(P8)),
                state("FolioHasStorageWhole", "the head alone has it", LARGE_CLOSED, m -> withoutStorage(m, P1)),
                books("StorageUsersEqualCount", "one too many", HAS_STORAGE, ledger -> storageUsers(ledger, 2)),
                books("StorageUsersEqualCount", "none", HAS_STORAGE, ledger -> storageUsers(ledger, 0)),
                state("OneFaultClaims", "a block that the folio does not need", RESERVING,
                        m -> m.withCall(A, new Call.Reserving(V0, P0, P8.plus(1), 0))),
                state("OneFaultClaims", "for a folio that has storage", RESERVING,
                        m -> m.withCall(A, new Call.Reserving(V2, Pfn.of(4), P8.plus(1), 0))),
                state("OneFaultClaims", "two at once", RESERVING,
                        m -> m.withCall(B, new Call.Reserving(V0, P0, P8, 1))));
    }

    private static Ledger storageUsers(Ledger books, int count) {
        return new Ledger(books.references(), books.mappings(), books.users(),
                books.storageUsers().with(P8, count), books.orphans());
    }

    private static Pte.Present untaggedAt(Machine m) {
        Pte.Present entry = m.mm(A).presentAt(V0);
        return new Pte.Present(entry.page(), Prot.NONE, false, entry.dirty(), entry.age(), true);
    }

    @TestFactory
    Stream<DynamicTest> theBadStateBreaksExactlyWhatIsNamed() {
        return witnesses().stream().map(w -> DynamicTest.dynamicTest(w.property() + ": " + w.flaw(), () -> {
            Machine bad = w.bad().apply(w.good().machine());
            Set<String> expected = new TreeSet<>(w.also());
            expected.add(w.property());
            assertThat(Scenario.broken(bad, w.books().apply(Ledger.of(bad))))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }));
    }

    @TestFactory
    Stream<DynamicTest> theGoodNeighbourReachesThePropertyAndBreaksNothing() {
        return witnesses().stream().map(w -> DynamicTest.dynamicTest(w.property() + ": " + w.flaw(), () -> {
            Machine good = w.good().machine();
            Reach reach = new Reach();
            named(w.property()).judge(good, Ledger.of(good), reach);
            assertThat(reach.reached()).isPositive();
            assertThat(Scenario.broken(good)).isEmpty();
        }));
    }

    @Test
    void everyInvariantHasAWitness() {
        assertThat(witnesses().stream().map(Witness::property).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Invariants.ALL.stream().map(Invariant::name).toList());
    }

    @Test
    void aSlotIsWantedIfNamedOrCachedOrClaimed() {
        Machine claimed = CLAIMED.machine();
        Machine claimedAlone = claimed.withMm(A, claimed.mm(A).withoutPte(V0));
        for (Machine wanted : List.of(SWAPPED.machine(), CACHED.machine(), claimedAlone)) {
            Reach reach = reached("SlotInUseIsWanted", wanted);
            assertThat(reach.reached()).isEqualTo(1);
            assertThat(reach.broken()).isEmpty();
        }
    }

    @Test
    void whereNothingIsAtStakeOnlyTheBooksAreJudged() {
        Machine m = BOOT.machine();
        assertThat(Invariants.ALL.stream().filter(i -> reached(i.name(), m).reached() > 0).map(Invariant::name))
                .containsExactlyInAnyOrder(
                        "NoLeakedRecord",
                        "FreePageIsBlank",
                        "UsersEqualCount",
                        "MappingsEqualCount",
                        "ReferencesEqualCount");
    }

    @Test
    void aBrokenPlaceIsNamedByItsIds() {
        Machine bad = OWNER.machine().withPage(P0, OWNER.machine().page(P0).withData(4));
        assertThat(reached("ProgramReadsItsData", bad).broken()).containsExactly("A v0");
    }

    @Test
    void anOrphanIsReportedOnceWhateverTheSlots() {
        Machine full = SWAPPED.tagged(A, V1, P1).swapOut(A, V1, Scenario.S1).machine();
        assertThat(orphaned(full).broken()).hasSize(1);
        assertThat(orphaned(BOOT.machine()).broken()).hasSize(1);
    }

    private static Reach orphaned(Machine m) {
        Ledger books = Ledger.of(m);
        Reach reach = new Reach();
        named("NoLeakedRecord").judge(
                m, new Ledger(books.references(), books.mappings(), books.users(), List.of("A v0")), reach);
        return reach;
    }

    @Test
    void aCountThatIsLeftOnSomethingFreeIsReported() {
        Machine m = BOOT.machine();
        Ledger books = Ledger.of(m);
        assertThat(Scenario.broken(m, new Ledger(
                books.references().with(P0, 1), books.mappings().with(P0, 1), books.users().with(S0, 1), List.of())))
                .contains("UsersEqualCount", "MappingsEqualCount", "ReferencesEqualCount");
    }

    // ---- monitors

    /** A sequence of events, and how often the flag was set too early. */
    private record Sequence(String monitor, String what, Machine before, List<HardwareEvent> events, int broken) {}

    private static final Translation SMALL = new Translation(P0, false, true, true, true);
    private static final Translation BLOCK = new Translation(P0, true, true, true, true);
    private static final Translation READ_ONLY = new Translation(P0, false, false, false, true);
    private static final Translation NEXT = block(P1, true, true);
    private static final HardwareEvent FLUSH = new Flushed(A, V0, V0);
    private static final HardwareEvent HERE = new Flushed(A, V0, V0, Set.of(Agent.CPU));

    private static Translation block(Pfn page, boolean writable, boolean tagged) {
        return new Translation(page, true, writable, writable, tagged);
    }

    private static Sequence left(String monitor, String what, int broken, @Nullable Translation... entries) {
        return new Sequence(monitor, what, BOOT.machine(),
                List.of(new BlockLeft(A, V0, Arrays.asList(entries), Set.of(P0))), broken);
    }

    private static Sequence stored(String monitor, String what, int broken, HardwareEvent... events) {
        return new Sequence(monitor, what, MANAGED.machine(), List.of(events), broken);
    }

    private static HardwareEvent entry(@Nullable Translation was, @Nullable Translation now) {
        return new EntryWritten(A, V0, was, now);
    }

    private static List<Sequence> sequences() {
        Machine boot = BOOT.machine();
        Machine tagged = OWNER.machine();
        Machine clearing = CLEARING.machine();
        List<HardwareEvent> early = List.of(new FlagSet(P0), new TagsWritten(P0));
        List<HardwareEvent> reused = List.of(new Allocated(P0), new FlagSet(P0));
        return List.of(
                new Sequence("FlagAfterTags", "flag, then tags", boot, early, 1),
                new Sequence("FlagAfterTags", "new frame, flag at once", tagged, reused, 1),
                new Sequence("FlagAfterTags", "another frame's tags",
                        boot, List.of(new TagsWritten(P1), new FlagSet(P0)), 1),
                new Sequence("FlagAfterTags", "tags, then flag",
                        boot, List.of(new TagsWritten(P0), new FlagSet(P0)), 0),
                new Sequence("FlagAfterTags", "new frame, tags, flag",
                        boot, List.of(new Allocated(P0), new TagsWritten(P0), new FlagSet(P0)), 0),
                new Sequence("FlagAfterTags", "cleared in the step before", clearing, List.of(new FlagSet(P0)), 0),
                new Sequence("FlagAfterTags", "tagged before", tagged, List.of(new FlagSet(P0)), 0),
                new Sequence("BreakBeforeMake", "another size at once", boot, List.of(entry(SMALL, BLOCK)), 1),
                new Sequence("BreakBeforeMake", "cleared, not flushed",
                        boot, List.of(entry(SMALL, null), entry(null, BLOCK)), 1),
                new Sequence("BreakBeforeMake", "cleared and flushed",
                        boot, List.of(entry(SMALL, null), FLUSH, entry(null, BLOCK)), 0),
                new Sequence("BreakBeforeMake", "other permissions", boot, List.of(entry(SMALL, READ_ONLY)), 0),
                new Sequence("NoStaleTranslation", "cleared, not flushed", boot, List.of(entry(SMALL, null)), 1),
                new Sequence("NoStaleTranslation", "flushed too early",
                        boot, List.of(FLUSH, entry(SMALL, READ_ONLY)), 1),
                new Sequence("NoStaleTranslation", "changed and flushed",
                        boot, List.of(entry(SMALL, READ_ONLY), FLUSH), 0),
                new Sequence("NoStaleTranslation", "flushed from the processors alone",
                        boot, List.of(entry(SMALL, READ_ONLY), HERE), 1),
                new Sequence("NoStaleTranslation", "as before", boot, List.of(entry(SMALL, SMALL)), 0),
                left("FoldedBlockIsWhole", "a hole", 1, BLOCK, null),
                left("FoldedBlockIsWhole", "one that is not contiguous", 1, BLOCK, new Translation(P1, false, true, true, true)),
                left("FoldedBlockIsWhole", "both", 0, BLOCK, NEXT),
                left("FoldedBlockIsAligned", "two frames that do not follow each other", 1, BLOCK, BLOCK),
                left("FoldedBlockIsAligned", "they begin at p1", 1, NEXT, block(P2, true, true)),
                left("FoldedBlockIsAligned", "p0 and p1", 0, BLOCK, NEXT),
                left("FoldedBlockIsAlike", "one is read-only", 1, BLOCK, block(P1, false, true)),
                left("FoldedBlockIsAlike", "one is not tagged", 1, BLOCK, block(P1, true, false)),
                left("FoldedBlockIsAlike", "both writable and tagged", 0, BLOCK, NEXT),
                stored("CachesAreCleanAtChangeOfUse", "lines of data stay", 1, new BlockTaken(P8)),
                stored("CachesAreCleanAtChangeOfUse", "lines of data go afterwards", 1,
                        new BlockTaken(P8), new DataInvalidated(P8)),
                stored("CachesAreCleanAtChangeOfUse", "another block's lines", 1,
                        new DataInvalidated(P8.plus(1)), new BlockTaken(P8)),
                stored("CachesAreCleanAtChangeOfUse", "lines of data go first", 0,
                        new DataInvalidated(P8), new BlockTaken(P8)),
                stored("CachesAreCleanAtChangeOfUse", "lines of tags stay", 1,
                        new TagsInvalidated(P1), new StorageFreed(P0)),
                stored("CachesAreCleanAtChangeOfUse", "lines of tags go first", 0,
                        new TagsInvalidated(P0), new StorageFreed(P0)),
                stored("TagsAreWrittenInStorage", "somebody's data is spoilt", 1, new TagsAstray(P0)),
                stored("TagsAreWrittenInStorage", "there is storage", 0, new TagsWritten(P0)),
                stored("NobodySleepsUnderALock", "under a lock", 1, new MightSleep(true)),
                stored("NobodySleepsUnderALock", "without one", 0, new MightSleep(false)),
                new Sequence("FoldedBlockIsOneFolio", "two folios",
                        boot, List.of(new BlockLeft(A, V0, List.of(BLOCK, BLOCK), Set.of(P0, P1))), 1),
                left("FoldedBlockIsOneFolio", "one folio", 0, BLOCK, NEXT));
    }

    @TestFactory
    Stream<DynamicTest> monitorsJudgeTheOrder() {
        return sequences().stream().map(s -> DynamicTest.dynamicTest(s.monitor() + ": " + s.what(), () -> {
            Reach reach = new Reach();
            Monitor monitor = Monitor.ALL.stream().filter(m -> m.name().equals(s.monitor())).findFirst().orElseThrow();
            monitor.judge(s.before(), s.events(), reach);
            assertThat(reach.reached()).isEqualTo(1);
            assertThat(reach.broken()).hasSize(s.broken());
        }));
    }

    @Test
    void everyMonitorHasABadAndAGoodSequence() {
        for (Monitor monitor : Monitor.ALL) {
            assertThat(sequences()).anyMatch(s -> s.monitor().equals(monitor.name()) && s.broken() > 0);
            assertThat(sequences()).anyMatch(s -> s.monitor().equals(monitor.name()) && s.broken() == 0);
        }
        assertThat(new FlagAfterTags().name()).isEqualTo("FlagAfterTags");
    }

    // ---- the sentences

    private static Stream<String> sentences() {
        return Stream.concat(
                Invariants.ALL.stream().map(Invariant::sentence), Monitor.ALL.stream().map(Monitor::sentence));
    }

    @Test
    void eachPropertyIsOneSentence() {
        assertThat(sentences()).allSatisfy(s -> assertThat(s).matches("[A-Z][^.!?]*\\."));
    }

    @Test
    void noTwoPropertiesSayTheSame() {
        assertThat(sentences().toList()).doesNotHaveDuplicates();
        assertThat(Invariants.ALL.stream().map(Invariant::name).toList()).doesNotHaveDuplicates();
    }

    @Test
    void eachPropertySaysWhatIs() {
        assertThat(sentences()).allSatisfy(s -> assertThat(s)
                .doesNotStartWith("No ")
                .doesNotContain(" does not ", " do not ", " never ", " cannot ", " must "));
    }

    private static Invariant named(String name) {
        return Invariants.ALL.stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    }

    private static Reach reached(String name, Machine m) {
        Reach reach = new Reach();
        named(name).judge(m, Ledger.of(m), reach);
        return reach;
    }
}
