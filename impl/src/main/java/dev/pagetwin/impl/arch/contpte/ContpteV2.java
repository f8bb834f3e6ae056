package dev.pagetwin.impl.arch.contpte;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.VpnNo;

/**
 * The contpte layer of the second posting (2023). What it had that had to go:
 *
 * <ul>
 * <li>At exit an entry is cleared without taking its block apart, as every other one is said to follow. In between, a
 *     block has CONT in some entries and nothing in others; the third posting dropped it.
 * <li>{@code ptep_set_access_flags} looks at what it gathered from the block to see whether there is anything to do.
 *     That is known of what was merged after it, and was mended in 2026 only; that this posting did so too is inferred.
 * </ul>
 *
 * <p>Fork alone had batches. The flush after {@code ptep_set_access_flags} is here; the first posting had none.
 */
public class ContpteV2 extends PerPageTables {
    public ContpteV2(Geometry geometry, Frames frames, ArchHooks arch) {
        super(geometry, frames, arch);
    }

    /** {@code ptep_get_and_clear_full} with {@code full} set: the entry alone. */
    public void clearFull(int mm, @VpnNo int va) {
        write(mm, va, PteCodec.NONE);
        flushed(mm, va, 1);
    }

    @Override
    protected boolean grants(int mm, int va, long pte) {
        return PteCodec.withoutCont(get(mm, Ids.vpn(va))) == pte;
    }

    /** {@code ptep_set_wrprotects}. */
    @Override
    public void wrprotectAll(int mm, @VpnNo int va, int count) {
        wrprotectBlocks(mm, va, count);
    }
}
