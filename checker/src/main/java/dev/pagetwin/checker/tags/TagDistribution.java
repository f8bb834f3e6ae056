package dev.pagetwin.checker.tags;

import dev.pagetwin.impl.page.NibbleTags;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the tags of a page look like, made by chance from a seed. What is known of allocators stands with a source, and
 * what is not known stands as an assumption: no statistics of tags in pages of real programs are published but those of
 * the compression series, which say how many pages compress and not what they look like.
 */
public enum TagDistribution {
    /** All tags are 0: the page is tagged and nobody has used a tag, as many pages of a program that has started. */
    ALL_ZERO {
        @Override
        void fill(SplittableRandom random, int granules, byte[] packed) {
            // Nothing is set.
        }
    },

    /** One tag, not 0, in all granules: the inside of a large block. */
    ONE_TAG {
        @Override
        void fill(SplittableRandom random, int granules, byte[] packed) {
            set(packed, 0, granules, random.nextInt(1, TAGS));
        }
    },

    /**
     * A page of a heap as the primary allocator of Scudo lays it out. Blocks have the size of their class and follow
     * each other, so that some reach over the page's ends; the sizes are those of {@code AndroidSizeClassConfig} for 64
     * bits up to 4112. Of a block in use, the first granule is the chunk's header, with tag 0; the chunk has a random
     * tag that is not 0, odd in one block and even in the next ({@code UseOddEvenTags}, https://reviews.llvm.org/D84361);
     * the granule behind it, if it is the block's, has tag 0 again. A chunk that was freed has another random tag of the
     * same parity.
     *
     * <p>Assumed: all classes have as many pages; a chunk's size is uniform between its class and the one below; behind
     * a chunk all is 0 to the end of the block, as if it held none that was larger before; of 20 blocks 16 are in use, 2
     * were freed and 2 were never used, which are all 0.
     */
    SCUDO {
        @Override
        void fill(SplittableRandom random, int granules, byte[] packed) {
            int at = random.nextInt(CLASSES.length);
            int size = CLASSES[at] / GRANULE;
            int below = (at == 0 ? GRANULE : CLASSES[at - 1]) / GRANULE;
            int begin = -random.nextInt(size);
            int parity = random.nextInt(2);
            for (int block = begin; block < granules; block += size) {
                boolean used = random.nextInt(20) < 18;
                int chunk = random.nextInt(below, size);
                int tag = parity == 1 ? random.nextInt(8) * 2 + 1 : random.nextInt(1, 8) * 2;
                if (used) {
                    set(packed, Math.max(0, block + 1), Math.min(granules, block + 1 + chunk), tag);
                }
                parity = 1 - parity;
            }
        }
    },

    /**
     * A page of a stack as it is instrumented with MTE: variables whose address is taken fill whole granules; each has
     * a tag that follows from the frame's base tag and its number; what else a frame has, and what is below the stack
     * pointer, has tag 0, to which a function's return reverts its tags (Stack instrumentation with ARM Memory Tagging
     * Extension, https://github.com/google/sanitizers/wiki).
     *
     * <p>Assumed: the stack pointer stands anywhere in the page; a frame has 2 to 12 granules without a tag and then 0
     * to 3 variables, one in eight of which is an array of 4 to 32 granules, the others 1 or 2 granules.
     */
    STACK {
        @Override
        void fill(SplittableRandom random, int granules, byte[] packed) {
            int granule = random.nextInt(granules);
            while (granule < granules) {
                granule += random.nextInt(2, 13);
                int base = random.nextInt(TAGS);
                int variables = random.nextInt(4);
                for (int i = 0; i < variables && granule < granules; i++) {
                    int size = random.nextInt(8) == 0 ? random.nextInt(4, 33) : random.nextInt(1, 3);
                    set(packed, granule, Math.min(granules, granule + size), (base + i) % TAGS);
                    granule += size;
                }
            }
        }
    },

    /** No two neighbours have the same tag, and all 16 tags occur: no runs at all. */
    ADVERSARIAL {
        @Override
        void fill(SplittableRandom random, int granules, byte[] packed) {
            int tag = random.nextInt(TAGS);
            for (int granule = 0; granule < granules; granule++) {
                tag = granule < TAGS ? (tag + 1) % TAGS : (tag + random.nextInt(1, TAGS)) % TAGS;
                NibbleTags.set(packed, 0, granule, tag);
            }
        }
    };

    private static final int TAGS = 16;
    private static final int GRANULE = 16;
    private static final int[] CLASSES = {
        32, 48, 64, 80, 96, 112, 144, 176, 192, 224, 288, 352, 448, 592, 800, 1104, 1648, 2096, 2576, 3120, 4112
    };

    abstract void fill(SplittableRandom random, int granules, byte[] packed);

    /** The packed tags of a page; the same for the same numbers, always. */
    public byte[] page(long seed, int page, int granules) {
        byte[] packed = new byte[(granules + 1) >> 1];
        fill(new SplittableRandom(seed * 1_000_003 + page), granules, packed);
        return packed;
    }

    /** Its name in tables: {@code one-tag}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void set(byte[] packed, int from, int to, int tag) {
        for (int granule = from; granule < to; granule++) {
            NibbleTags.set(packed, 0, granule, tag);
        }
    }
}
