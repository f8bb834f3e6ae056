package dev.pagetwin.impl.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Ids;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameWordsTest {
    private static final int FRAMES = 5;
    private static final int REFERENCES = 0;
    private static final int MAPPINGS = 1;
    private static final int ORDER = 2;
    private static final int LOCK = 3;
    private static final int DATA = 4;
    private static final int SLOT = 5;
    private static final int FLAGS = 6;

    private final FrameWords words = new FrameWords(FRAMES);

    /** Each part of each frame, as plain numbers. */
    private final int[][] plain = new int[FRAMES][FLAGS + 1];

    @Test
    void everyPartIsTheNumberThatWasPutInHoweverLargeTheOthersAre() {
        for (int[] frame : plain) {
            frame[SLOT] = Ids.NO_SLOT;
        }
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            int at = random.nextInt(FRAMES);
            change(random, at, plain[at]);
            assertThat(actual(at)).isEqualTo(plain[at]);
        }
    }

    private void change(Random random, int at, int[] frame) {
        switch (random.nextInt(12)) {
            case 0 -> words.setOrder(at, frame[ORDER] = random.nextInt(16));
            case 1 -> words.setLock(at, frame[LOCK] = random.nextInt(8));
            case 2 -> words.setData(at, frame[DATA] = random.nextInt(16));
            case 3 -> words.setSlot(at, frame[SLOT] = random.nextBoolean()
                    ? Ids.NO_SLOT
                    : FrameWords.LAST_SLOT - random.nextInt(3));
            case 4 -> {
                int flag = 1 << random.nextInt(8);
                boolean value = random.nextBoolean();
                words.set(at, flag, value);
                frame[FLAGS] = value ? frame[FLAGS] | flag : frame[FLAGS] & ~flag;
                assertThat(words.has(at, flag)).isEqualTo(value);
            }
            case 5 -> keepFlags(at, frame);
            case 6 -> set(random, at, frame, REFERENCES, FrameWords.REFERENCES);
            case 7 -> set(random, at, frame, MAPPINGS, FrameWords.MAPPINGS);
            case 8, 9 -> add(random, at, frame, REFERENCES, FrameWords.REFERENCES);
            default -> add(random, at, frame, MAPPINGS, FrameWords.MAPPINGS);
        }
    }

    private void keepFlags(int at, int[] frame) {
        words.keep(at, FrameWords.FLAGS);
        for (int part = REFERENCES; part <= DATA; part++) {
            frame[part] = 0;
        }
        frame[SLOT] = Ids.NO_SLOT;
    }

    private void set(Random random, int at, int[] frame, int part, int which) {
        frame[part] = random.nextInt(600) - 100;
        words.setCount(at, which, frame[part]);
    }

    private void add(Random random, int at, int[] frame, int part, int which) {
        int more = random.nextInt(4) == 0 ? random.nextInt(300) - 150 : random.nextBoolean() ? 1 : -1;
        boolean near = FrameWords.countsAreNear(words.words[at]);
        boolean fits = Math.min(frame[REFERENCES], frame[MAPPINGS]) >= 0
                && Math.max(frame[REFERENCES], frame[MAPPINGS]) < 254;
        assertThat(near).isEqualTo(fits);
        frame[part] += more;
        assertThat(words.add(at, which, more)).isEqualTo(frame[part]);
    }

    private int[] actual(int at) {
        return new int[] {
            words.count(at, FrameWords.REFERENCES), words.count(at, FrameWords.MAPPINGS), words.order(at),
            words.lock(at), words.data(at), words.slot(at), (int) (words.words[at] & FrameWords.FLAGS)
        };
    }
}
