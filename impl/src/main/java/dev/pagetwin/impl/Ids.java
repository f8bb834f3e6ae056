package dev.pagetwin.impl;

import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * The only place where a bare number becomes a page frame, slot or page number. Each conversion is a claim that the
 * number counts what the qualifier says.
 */
public final class Ids {
    /** No page frame. */
    public static final @PfnNo int NO_PFN = pfn(-1);

    /** No swap slot. */
    public static final @SlotNo int NO_SLOT = slot(-1);

    /** No virtual page. */
    public static final @VpnNo int NO_VPN = vpn(-1);

    private Ids() {}

    @SuppressWarnings("subtyping") // a bare number enters the type here
    public static @PfnNo int pfn(int number) {
        return number;
    }

    @SuppressWarnings("subtyping") // a bare number enters the type here
    public static @SlotNo int slot(int number) {
        return number;
    }

    @SuppressWarnings("subtyping") // a bare number enters the type here
    public static @VpnNo int vpn(int number) {
        return number;
    }
}
