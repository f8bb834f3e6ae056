package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.explore.Parcel;
import org.apache.spark.Partitioner;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Sends a parcel to the slice that its address names. */
final class BySlice extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int slices;

    BySlice(int slices) {
        this.slices = slices;
    }

    @Override
    public int numPartitions() {
        return slices;
    }

    @Override
    public int getPartition(Object address) {
        return Parcel.slice((Long) address);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BySlice same && same.slices == slices;
    }

    @Override
    public int hashCode() {
        return slices;
    }
}
