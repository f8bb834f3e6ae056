package dev.pagetwin.checker.flaw;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The catalogue. */
public final class Flaws {
    /** Every flaw, by id. */
    public static final List<Flaw> ALL = Stream.of(
                    RestoreFlaws.ALL,
                    SaveFlaws.ALL,
                    StoreFlaws.ALL,
                    TagFlaws.ALL,
                    CoreFlaws.ALL,
                    MremapFlaws.ALL,
                    MigrateFlaws.ALL,
                    PinFlaws.ALL,
                    LargeFlaws.ALL,
                    HugeFlaws.ALL,
                    ShmemFlaws.ALL,
                    ZeroPageFlaws.ALL,
                    LazyFreeFlaws.ALL,
                    KsmFlaws.ALL,
                    PtraceFlaws.ALL,
                    SoftOfflineFlaws.ALL,
                    AreaFlaws.ALL,
                    MlockFlaws.ALL,
                    WillneedFlaws.ALL,
                    ContpteFlaws.ALL,
                    ContpteAgeFlaws.ALL,
                    ContpteV2Flaws.ALL,
                    BlockFlaws.ALL,
                    StorageFlaws.ALL,
                    ParkedTagsFlaws.ALL,
                    AdiFlaws.ALL,
                    Mte2020Flaws.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Flaw::id))
            .toList();

    private Flaws() {}

    /** The flaw with this id, or null. */
    public static @Nullable Flaw named(String id) {
        return ALL.stream().filter(flaw -> flaw.id().equals(id)).findFirst().orElse(null);
    }
}
