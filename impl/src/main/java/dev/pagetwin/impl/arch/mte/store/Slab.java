package dev.pagetwin.impl.arch.mte.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Pieces of one size, cut from chunks of at most 8 KiB. A piece that is given back is the next to be taken; the first
 * four bytes of a free piece name the next free one. A chunk stays with its slab until {@link #clear}.
 */
final class Slab {
    private static final int CHUNK = 8192;
    private static final int NONE = -1;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int pieceBytes;
    private final int stride;
    private final int shift;
    private byte[] @Nullable [] chunks = new byte[0][];
    private int held;
    private int free = NONE;
    private int fresh;
    private int used;

    Slab(int pieceBytes) {
        this.pieceBytes = pieceBytes;
        this.stride = Math.max(pieceBytes, Integer.BYTES);
        this.shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / stride));
    }

    /** The number of a piece that nobody has. */
    int take() {
        used++;
        if (free != NONE) {
            int piece = free;
            free = (int) INT.get(chunk(piece), at(piece));
            return piece;
        }
        if (fresh == held << shift) {
            grow();
        }
        return fresh++;
    }

    private void grow() {
        if (held == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(4, held + (held >> 1)));
        }
        chunks[held++] = new byte[stride << shift];
    }

    /** Nobody has this piece any more. */
    void give(int piece) {
        INT.set(chunk(piece), at(piece), free);
        free = piece;
        used--;
    }

    /** The array in which the piece lies. */
    byte[] chunk(int piece) {
        byte[] chunk = chunks[piece >>> shift];
        if (chunk == null) {
            throw new IllegalStateException("piece " + piece + " was never taken");
        }
        return chunk;
    }

    /** Where it begins there. */
    int at(int piece) {
        return (piece & (1 << shift) - 1) * stride;
    }

    int pieceBytes() {
        return pieceBytes;
    }

    void clear() {
        chunks = new byte[0][];
        held = 0;
        free = NONE;
        fresh = 0;
        used = 0;
    }

    long bytes() {
        return Footprint.references(chunks.length) + held * Footprint.array((long) stride << shift, 1);
    }

    long payloadBytes() {
        return (long) used * pieceBytes;
    }
}
