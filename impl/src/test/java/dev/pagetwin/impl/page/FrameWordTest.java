package dev.pagetwin.impl.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.spec.id.PfnNo;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a word tells, and what becomes of it, is what the fields tell and what becomes of them one by one. */
class FrameWordTest {
    private static final int CASES = 200_000;
    private static final int[] COUNTS = {0, 1, 1, 1, 2, 2, 3, 126, 127, 128, 200, 254, 300};
    private static final @PfnNo int PFN = Ids.pfn(0);

    private final Frames frames = new Frames(new Geometry(1, 1, 4, 8, 2, 0, 1));
    private final FrameWords parts = new FrameWords(1);
    private final Random random = new Random(5);

    /** Mostly what an ordinary page has. */
    private long word() {
        parts.keep(0, 0);
        for (int flag = 1; flag < 256; flag <<= 1) {
            boolean usual = flag == FrameWord.ALLOCATED;
            parts.set(0, flag, usual != (random.nextInt(6) == 0));
        }
        parts.setOrder(0, random.nextInt(6) == 0 ? 1 : 0);
        parts.setLock(0, random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0);
        parts.setData(0, random.nextInt(16));
        parts.setSlot(0, random.nextInt(6) == 0 ? random.nextInt(8) : Ids.NO_SLOT);
        parts.setCount(0, FrameWords.REFERENCES, COUNTS[random.nextInt(COUNTS.length)]);
        parts.setCount(0, FrameWords.MAPPINGS, COUNTS[random.nextInt(COUNTS.length)]);
        return parts.words[0];
    }

    @Test
    void aPageThatCanBeSharedAtOnceIsSharedAsItIsFieldByField() {
        int taken = 0;
        for (int i = 0; i < CASES; i++) {
            long word = word();
            boolean exposes = random.nextBoolean();
            frames.words()[PFN] = word;
            if (FrameWord.shares(word, FrameWord.sharing(exposes))) {
                assertThat(frames.large(PFN)).isFalse();
                assertThat(!exposes || frames.tagged(PFN)).isTrue();
                assertThat(frames.duplicate(PFN)).isTrue();
                assertThat(frames.words()[PFN]).isEqualTo(FrameWord.shared(word));
                taken++;
            }
            boolean wanted = FrameWord.asWanted(word, FrameWord.wanting(exposes));
            assertThat(wanted).isEqualTo(parts.order(0) == 0 && (!exposes || parts.has(0, FrameWord.MTE_TAGGED)));
        }
        assertThat(taken).isGreaterThan(CASES / 10);
    }

    @Test
    void aPageThatCanBeDroppedAtOnceIsDroppedAsItIsFieldByField() {
        int sole = 0;
        int shared = 0;
        for (int i = 0; i < CASES; i++) {
            long word = word();
            boolean dirty = random.nextBoolean();
            frames.words()[PFN] = word;
            if (FrameWord.isSole(word)) {
                assertThat(frames.alone(PFN)).isTrue();
                assertThat(frames.drop(PFN, dirty)).isTrue();
                frames.clearTagFlags(PFN);
                frames.release(PFN);
                assertThat(frames.words()[PFN]).isEqualTo(FrameWord.UNUSED);
                sole++;
            } else if (FrameWord.isShared(word)) {
                assertThat(frames.alone(PFN)).isTrue();
                assertThat(frames.drop(PFN, dirty)).isFalse();
                assertThat(frames.words()[PFN]).isEqualTo(FrameWord.unshared(word, dirty));
                shared++;
            }
        }
        assertThat(sole).isGreaterThan(CASES / 50);
        assertThat(shared).isGreaterThan(CASES / 20);
    }

    @Test
    void aPageThatIsMappedAtOnceIsAsOneThatIsMadeFieldByField() {
        for (int i = 0; i < 64; i++) {
            boolean exclusive = (i & 1) != 0;
            boolean dirty = (i & 2) != 0;
            frames.words()[PFN] = FrameWord.UNUSED;
            frames.allocate(PFN);
            frames.addRmap(PFN);
            frames.setAnonExclusive(PFN, exclusive);
            frames.setDirty(PFN, dirty);
            frames.setData(PFN, i >> 2);
            long word = FrameWord.mapped(exclusive, dirty, i >> 2);
            assertThat(frames.words()[PFN]).isEqualTo(word);
            assertThat(FrameWord.isExclusive(word)).isEqualTo(exclusive);
            assertThat(FrameWord.data(word)).isEqualTo(i >> 2);
            assertThat(FrameWord.isFree(word)).isFalse();
            assertThat(FrameWord.isTagged(word)).isFalse();
            frames.setTagged(PFN);
            assertThat(frames.words()[PFN]).isEqualTo(FrameWord.tagged(word));
            assertThat(FrameWord.isTagged(FrameWord.tagged(word))).isTrue();
        }
        assertThat(FrameWord.isFree(FrameWord.UNUSED)).isTrue();
    }

    @Test
    void noneIsLargeWhenEveryLargeFolioIsSplitOrFreed() {
        assertThat(frames.noneLarge()).isTrue();
        frames.allocate(Ids.pfn(0));
        frames.allocate(Ids.pfn(1));
        frames.prepCompound(Ids.pfn(0), 1);
        assertThat(frames.noneLarge()).isFalse();
        frames.split(Ids.pfn(0));
        assertThat(frames.noneLarge()).isTrue();
        frames.prepCompound(Ids.pfn(0), 1);
        frames.release(Ids.pfn(0));
        assertThat(frames.noneLarge()).isFalse();
        frames.release(Ids.pfn(1));
        assertThat(frames.noneLarge()).isTrue();
    }
}
