package dev.pagetwin.impl.arch.contpte;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.VpnNo;

/**
 * The contpte layer below a core-mm that knows single entries only, as it was before {@code wrprotect_ptes} and
 * {@code clear_full_ptes}: every change of an entry takes its block apart, and the last one of a block may fold it
 * again. As right as {@link ContpteTables}, and what that is measured against.
 */
public class PerPageTables extends ContpteTables {
    public PerPageTables(Geometry geometry, Frames frames, ArchHooks arch) {
        super(geometry, frames, arch);
    }

    /** {@code set_pte_at}, over and over. */
    @Override
    public void setAll(int mm, @VpnNo int va, long pte, int count) {
        for (int i = 0; i < count; i++) {
            set(mm, Ids.vpn(va + i), PteCodec.advance(pte, i));
        }
    }

    /** {@code ptep_get_and_clear}, over and over. */
    @Override
    public void clearAll(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            set(mm, Ids.vpn(i), PteCodec.NONE);
        }
    }

    /** {@code ptep_set_wrprotect}, over and over. */
    @Override
    public void wrprotectAll(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            set(mm, Ids.vpn(i), wrprotected(get(mm, Ids.vpn(i))));
        }
    }
}
