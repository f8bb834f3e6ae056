package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.id.PfnNo;
import java.util.Arrays;

/**
 * The tag memory of every frame, whether or not it means something.
 *
 * <p>While there is little of it, it is one array. When there is much, a frame has a number instead: that all its
 * granules have one tag, or which piece of a slab holds its tags. A piece is taken with the first tag that differs from
 * the others, and given back when all of a page is written alike; the tag of a granule written last may make that so,
 * too. A frame that is freed keeps what it has, as hardware does.
 *
 * <p>Sound as reading is all there is to tell the two apart; {@code TagMemoryTest} holds one against the other.
 */
public final class TagMemory {
    /** So many bytes are kept as one array. */
    public static final int FLAT = 1 << 20;

    private static final int CHUNK = 1 << 20;

    /** A free piece holds the number of the next free one. */
    private static final int LINK_BYTES = 4;

    private static final int END = -1;

    private final int granules;
    private final int tagBytes;
    private final int frames;
    private final boolean direct;
    private final byte[] flat;

    /** What all granules have, as its complement, or the piece. */
    private final int[] where;

    /** For each tag a page that has nothing else. */
    private final byte[][] alike;

    private final int chunkShift;
    private byte[][] chunks = new byte[0][];
    private int pieces;
    private int freePiece = END;
    private int used;

    TagMemory(Geometry geometry) {
        this(geometry, FLAT);
    }

    TagMemory(Geometry geometry, int most) {
        granules = geometry.granules();
        tagBytes = geometry.tagBytes();
        frames = geometry.frames();
        direct = tagBytes < LINK_BYTES || (long) frames * tagBytes <= most;
        flat = new byte[direct ? Math.multiplyExact(frames, tagBytes) : 0];
        where = new int[direct ? 0 : frames];
        Arrays.fill(where, ~0);
        alike = new byte[direct ? 0 : 16][tagBytes];
        for (int tag = 0; tag < alike.length; tag++) {
            for (int granule = 0; granule < granules; granule++) {
                NibbleTags.set(alike[tag], 0, granule, tag);
            }
        }
        chunkShift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / tagBytes));
    }

    // ---- one granule

    int get(@PfnNo int pfn, int granule) {
        if (direct) {
            return NibbleTags.get(flat, pfn * tagBytes, granule);
        }
        int piece = where[pfn];
        return piece < 0 ? ~piece : NibbleTags.get(chunk(piece), base(piece), granule);
    }

    void set(@PfnNo int pfn, int granule, int tag) {
        if (direct) {
            NibbleTags.set(flat, pfn * tagBytes, granule, tag);
        } else if (where[pfn] != ~(tag & 0xf)) {
            int piece = piece(pfn);
            NibbleTags.set(chunk(piece), base(piece), granule, tag);
            if (granule == granules - 1 && isAlike(chunk(piece), base(piece), tag & 0xf)) {
                fill(pfn, tag & 0xf);
            }
        }
    }

    // ---- a page

    void read(@PfnNo int pfn, byte[] packed) {
        if (direct) {
            System.arraycopy(flat, pfn * tagBytes, packed, 0, tagBytes);
            return;
        }
        int piece = where[pfn];
        if (piece < 0) {
            System.arraycopy(alike[~piece], 0, packed, 0, tagBytes);
        } else {
            System.arraycopy(chunk(piece), base(piece), packed, 0, tagBytes);
        }
    }

    void write(@PfnNo int pfn, byte[] packed) {
        if (direct) {
            System.arraycopy(packed, 0, flat, pfn * tagBytes, tagBytes);
        } else if (isAlike(packed, 0, packed[0] & 0xf)) {
            fill(pfn, packed[0] & 0xf);
        } else {
            int piece = pieceFor(pfn);
            System.arraycopy(packed, 0, chunk(piece), base(piece), tagBytes);
        }
    }

    void zero(@PfnNo int pfn) {
        if (direct) {
            Arrays.fill(flat, pfn * tagBytes, (pfn + 1) * tagBytes, (byte) 0);
        } else {
            fill(pfn, 0);
        }
    }

    void copy(@PfnNo int to, @PfnNo int from) {
        if (direct) {
            System.arraycopy(flat, from * tagBytes, flat, to * tagBytes, tagBytes);
        } else if (where[from] < 0) {
            fill(to, ~where[from]);
        } else if (to != from) {
            int piece = pieceFor(to);
            System.arraycopy(chunk(where[from]), base(where[from]), chunk(piece), base(piece), tagBytes);
        }
    }

    /** All granules get one tag, which needs no piece. */
    private void fill(@PfnNo int pfn, int tag) {
        int piece = where[pfn];
        where[pfn] = ~tag;
        if (piece >= 0) {
            link(piece, freePiece);
            freePiece = piece;
            used--;
        }
    }

    private boolean isAlike(byte[] packed, int from, int tag) {
        return Arrays.equals(packed, from, from + tagBytes, alike[tag], 0, tagBytes);
    }

    // ---- the slab

    private byte[] chunk(int piece) {
        return chunks[piece >> chunkShift];
    }

    private int base(int piece) {
        return (piece & (1 << chunkShift) - 1) * tagBytes;
    }

    /** The frame's piece, which has its tags. */
    private int piece(@PfnNo int pfn) {
        int tag = ~where[pfn];
        int piece = pieceFor(pfn);
        if (tag >= 0) {
            System.arraycopy(alike[tag], 0, chunk(piece), base(piece), tagBytes);
        }
        return piece;
    }

    /** The frame's piece, old or new; what a new one has means nothing. */
    private int pieceFor(@PfnNo int pfn) {
        if (where[pfn] < 0) {
            where[pfn] = take();
        }
        return where[pfn];
    }

    private int take() {
        used++;
        if (freePiece != END) {
            int piece = freePiece;
            freePiece = linked(piece);
            return piece;
        }
        int piece = pieces++;
        int at = piece >> chunkShift;
        if (at == chunks.length) {
            byte[][] more = new byte[at + 1][0];
            System.arraycopy(chunks, 0, more, 0, at);
            more[at] = new byte[tagBytes << chunkShift];
            chunks = more;
        }
        return piece;
    }

    private void link(int piece, int next) {
        byte[] chunk = chunk(piece);
        int base = base(piece);
        for (int i = 0; i < LINK_BYTES; i++) {
            chunk[base + i] = (byte) (next >>> 8 * i);
        }
    }

    private int linked(int piece) {
        byte[] chunk = chunk(piece);
        int base = base(piece);
        int next = 0;
        for (int i = 0; i < LINK_BYTES; i++) {
            next |= (chunk[base + i] & 0xff) << 8 * i;
        }
        return next;
    }

    // ---- from outside

    /** How many frames have tags that take bytes of their own. */
    public int pieces() {
        return direct ? frames : used;
    }

    /** What every frame takes, whatever its tags are. */
    public long bytesOfFrames() {
        return 4L * where.length + flat.length;
    }

    /** What the tags that differ take: pieces in use, and free ones. */
    public long bytesOfTags() {
        long bytes = 0;
        for (byte[] chunk : chunks) {
            bytes += chunk.length;
        }
        return bytes;
    }

    /** What is wrong with the slab as such, or an empty string. */
    public String malformed() {
        boolean[] seen = new boolean[pieces];
        int held = 0;
        for (int pfn = 0; pfn < where.length; pfn++) {
            int piece = where[pfn];
            if (piece < -16 || piece >= pieces || (piece >= 0 && seen[piece])) {
                return "pfn " + pfn + ": its tags are in a piece that does not exist, or is another's";
            }
            if (piece >= 0) {
                seen[piece] = true;
                held++;
            }
        }
        int free = 0;
        for (int piece = freePiece; piece != END; piece = linked(piece)) {
            if (piece < 0 || piece >= pieces || seen[piece]) {
                return "tag memory: piece " + piece + " is free, but in use or free twice, or does not exist";
            }
            seen[piece] = true;
            free++;
        }
        return held == used && held + free == pieces ? "" : "tag memory: a piece is lost";
    }

    // ---- snapshots, in which the tags are dense

    void save(Snapshot.Writer out) {
        if (direct) {
            out.put(flat);
            return;
        }
        byte[] dense = new byte[Math.multiplyExact(frames, tagBytes)];
        byte[] packed = new byte[tagBytes];
        for (int pfn = 0; pfn < frames; pfn++) {
            read(Ids.pfn(pfn), packed);
            System.arraycopy(packed, 0, dense, pfn * tagBytes, tagBytes);
        }
        out.put(dense);
    }

    void load(Snapshot.Reader in) {
        if (direct) {
            in.get(flat);
            return;
        }
        byte[] dense = new byte[Math.multiplyExact(frames, tagBytes)];
        in.get(dense);
        for (int pfn = 0; pfn < frames; pfn++) {
            write(Ids.pfn(pfn), Arrays.copyOfRange(dense, pfn * tagBytes, (pfn + 1) * tagBytes));
        }
    }
}
