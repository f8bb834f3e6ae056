package dev.pagetwin.spec.invariant;

import java.util.List;

/** Every invariant there is. */
public final class Invariants {
    /** What programs see first, then what keeps it so. */
    public static final List<Invariant> ALL = List.of(
            new ProgramReadsItsData(),
            new ProgramReadsItsTags(),
            new ExposedTagsAreValid(),
            new NoStaleTags(),
            new NoLostData(),
            new NoLostTags(),
            new NoLeakedRecord(),
            new NothingStoredNothingKept(),
            new ZeroPageShowsNothingStored(),
            new DiscardableMayVanish(),
            new FreePageIsBlank(),
            new MappedPageIsAllocated(),
            new MigrationEntryNamesLockedPage(),
            new DestinationHasOneSource(),
            new WritableMeansSole(),
            new WritableMeansExclusive(),
            new ExclusiveMeansSole(),
            new PinnedPageIsExclusive(),
            new PinnedPageStays(),
            new LeafMapsOneFolio(),
            new SharedEntryMapsFilePage(),
            new FileIsSoleUser(),
            new SwapEntryNamesSlotInUse(),
            new CachedSlotIsInUse(),
            new SlotInUseIsWanted(),
            new SlotHasOnePage(),
            new AreaThatIsOffIsEmpty(),
            new UsersEqualCount(),
            new MappingsEqualCount(),
            new ReferencesEqualCount(),
            new TagsLockedByOne(),
            new ClearingPrecedesFlag(),
            new OpenTagsHaveStorage(),
            new WaitingEntryIsClosed(),
            new TagsAndDataAreApart(),
            new StorageIsNotTagged(),
            new FolioHasStorageWhole(),
            new StorageUsersEqualCount(),
            new OneFaultClaims());

    private Invariants() {}
}
