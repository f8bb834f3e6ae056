package dev.pagetwin.impl.arch.adi;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;

/**
 * The tag store of one address space: a fixed number of descriptors, each with the packed tags of a range of addresses
 * and a count of its users. A descriptor without users is free.
 */
final class TagStore {
    private final int span;
    private final int tagBytes;
    private final @VpnNo int[] start;
    private final @VpnNo int[] end;
    private final int[] users;
    private final byte[][] tags;

    /**
     * @param descriptors how many ranges, at least 1
     * @param span the most pages of one range, at least 1
     * @param tagBytes the packed tags of a page
     */
    TagStore(int descriptors, int span, int tagBytes) {
        this.span = span;
        this.tagBytes = tagBytes;
        start = new @VpnNo int[descriptors];
        end = new @VpnNo int[descriptors];
        users = new int[descriptors];
        tags = new byte[descriptors][span * tagBytes];
    }

    int descriptors() {
        return users.length;
    }

    int users(int descriptor) {
        return users[descriptor];
    }

    @VpnNo int start(int descriptor) {
        return start[descriptor];
    }

    /** The last page of the range. */
    @VpnNo int end(int descriptor) {
        return end[descriptor];
    }

    /** The descriptor in use whose range has the page, or -1. */
    int covering(@VpnNo int va) {
        for (int i = 0; i < users.length; i++) {
            if (users[i] > 0 && start[i] <= va && va <= end[i]) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a descriptor has no users. */
    boolean hasFree() {
        return Arrays.stream(users).anyMatch(n -> n == 0);
    }

    /**
     * A free descriptor, of which there has to be one, for the range that begins at the page and ends before the next
     * one in use. The kernel also extends a short range downwards, which is left out.
     */
    int claim(@VpnNo int va, @VpnNo int lastVa) {
        for (int i = 0; i < users.length; i++) {
            if (users[i] == 0) {
                start[i] = va;
                end[i] = Ids.vpn(Math.min(lastVa, va + span - 1));
                for (int other = 0; other < users.length; other++) {
                    boolean inside = users[other] > 0 && start[other] > va && start[other] <= end[i];
                    end[i] = inside ? Ids.vpn(start[other] - 1) : end[i];
                }
                return i;
            }
        }
        throw new IllegalStateException("no descriptor is free");
    }

    /** One user more, up to a bound, or with -1 one less; with the last one the tags of the range go. */
    void use(int descriptor, int more) {
        users[descriptor] = Math.min(users[descriptor] + more, Byte.MAX_VALUE);
        if (users[descriptor] == 0) {
            Arrays.fill(tags[descriptor], (byte) 0);
            start[descriptor] = Ids.vpn(0);
            end[descriptor] = Ids.vpn(0);
        }
    }

    void put(int descriptor, @VpnNo int va, byte[] packed) {
        System.arraycopy(packed, 0, tags[descriptor], (va - start[descriptor]) * tagBytes, tagBytes);
    }

    byte[] get(int descriptor, @VpnNo int va) {
        int at = (va - start[descriptor]) * tagBytes;
        return Arrays.copyOfRange(tags[descriptor], at, at + tagBytes);
    }

    /** How many numbers {@link #save} writes. */
    int words() {
        return users.length * (3 + tags[0].length);
    }

    void save(long[] out, int at) {
        int next = at;
        for (int i = 0; i < users.length; i++) {
            out[next++] = start[i];
            out[next++] = end[i];
            out[next++] = users[i];
            for (byte b : tags[i]) {
                out[next++] = b;
            }
        }
    }

    void load(long[] in, int at) {
        int next = at;
        for (int i = 0; i < users.length; i++) {
            start[i] = Ids.vpn((int) in[next++]);
            end[i] = Ids.vpn((int) in[next++]);
            users[i] = (int) in[next++];
            for (int b = 0; b < tags[i].length; b++) {
                tags[i][b] = (byte) in[next++];
            }
        }
    }
}
