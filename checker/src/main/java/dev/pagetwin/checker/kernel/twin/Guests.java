package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.machine.Guest;
import dev.pagetwin.checker.kernel.machine.GuestException;
import dev.pagetwin.checker.kernel.machine.SwapDevice;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Op;
import java.time.Duration;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Guests of one kernel, each as fresh as after boot, each ended when its work is done. */
public final class Guests {
    /** Of a page of 64K. */
    private static final int MOST_GRANULES = 4096;

    /** The longest that one run may take, start included. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final KernelCache cache;
    private final KernelImage image;

    /** What is done in a guest. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param has what the guest has
         */
        T in(Serial serial, Layout.Has has);
    }

    /** Guests of this kernel. */
    public Guests(KernelCache cache, KernelImage image) {
        this.cache = cache;
        this.image = image;
    }

    public KernelImage image() {
        return image;
    }

    /**
     * Works in a fresh guest that has what a machine of these bounds needs.
     *
     * @throws Serial.GuestLost if there is none
     */
    public <T> T with(Bounds bounds, Work<T> work) {
        try (Guest guest = Guest.start(cache, image, device(bounds), LIMIT)) {
            Serial serial = commands -> ask(guest, commands);
            boolean sizes = serial.ask("mthp 2").equals("ok");
            serial.ask("mthp 0");
            return work.in(serial, new Layout.Has(granules(serial.ask("hello")), sizes));
        } catch (GuestException e) {
            throw new Serial.GuestLost(String.valueOf(e.getMessage()), e);
        }
    }

    private static String ask(Guest guest, String commands) {
        try {
            return guest.ask(commands);
        } catch (GuestException e) {
            throw new Serial.GuestLost(String.valueOf(e.getMessage()), e);
        }
    }

    private static int granules(String hello) {
        for (String word : hello.split(" ")) {
            if (word.startsWith("granules=")) {
                return Said.number(word.substring("granules=".length()), 10, MOST_GRANULES);
            }
        }
        throw new Serial.GuestLost("the agent says '" + hello + "'", new IllegalStateException());
    }

    /** The swap device that the profile wants. */
    static SwapDevice device(Bounds bounds) {
        if (bounds.areas() > 1) {
            return SwapDevice.TWO_ZRAM;
        }
        return new Layout(bounds, 1, 1, 0).synchronous() ? SwapDevice.ZRAM : SwapDevice.VIRTIO;
    }

    /** Runs the operations in a fresh guest. */
    public Finding run(Bounds bounds, List<Op> ops, Reached reached) {
        String never = impossible(bounds);
        if (never != null) {
            return new Finding(null, List.of(new Finding.Missed(1, "the bounds", never, false)), ops.size());
        }
        try {
            return with(bounds, (serial, has) -> KernelRun.of(serial, bounds, ops, has, reached));
        } catch (Serial.GuestLost e) {
            String why = "no guest, " + e.getMessage();
            return new Finding(null, List.of(new Finding.Missed(1, "boot", why, true)), ops.size());
        }
    }

    /** Why no arm64 kernel is what these bounds describe, or null. */
    public static @Nullable String impossible(Bounds bounds) {
        if (bounds.profile().scrub() || bounds.profile().save() == Profile.SaveAt.UNMAP) {
            return "the profile is that of SPARC, where tags are saved at unmap";
        }
        if (!bounds.regions().isEmpty()) {
            return "no released kernel manages tag storage";
        }
        return bounds.areas() > 2 || bounds.mms() > 4 ? "the guest has two swap areas and four processes" : null;
    }
}
