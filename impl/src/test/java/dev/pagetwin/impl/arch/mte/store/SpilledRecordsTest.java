package dev.pagetwin.impl.arch.mte.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which records go to the file, what comes back when, and what happens if the file cannot be written. */
class SpilledRecordsTest {
    private static final int SIZE = 128;

    /** A file that can be full. */
    private static final class FullFile extends RecordFile {
        private boolean full;

        FullFile() {
            super(SIZE);
        }

        @Override
        public void write(long place, byte[] record) throws IOException {
            if (full) {
                throw new IOException("no space left on device");
            }
            super.write(place, record);
        }
    }

    private final FullFile file = new FullFile();
    private final byte[] out = new byte[SIZE];

    private SpilledRecords limited(int records) {
        return new SpilledRecords(new SlabRecords(SIZE), SIZE, (long) records * SIZE, file);
    }

    private static byte[] tags(int number) {
        byte[] packed = new byte[SIZE];
        packed[number % SIZE] = (byte) number;
        return packed;
    }

    private static void save(SpilledRecords records, int... keys) {
        for (int key : keys) {
            assertThat(records.put(key, tags(key))).isTrue();
        }
    }

    private List<Integer> inMemory(SpilledRecords records) {
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < 100; key++) {
            if (records.get(key, out)) {
                assertThat(out).isEqualTo(tags(key));
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void theOldestGoToTheFile() {
        SpilledRecords records = limited(3);
        save(records, 5, 9, 1, 7, 3);
        assertThat(inMemory(records)).containsExactly(1, 3, 7);
        save(records, 1, 8);
        assertThat(inMemory(records)).as("1 was saved again, 7 is the oldest").containsExactly(1, 3, 8);
    }

    @Test
    void orderHoldsOverManyRemovals() {
        SpilledRecords records = limited(20);
        for (int round = 0; round < 1000; round++) {
            save(records, round % 90);
            records.remove((round + 45) % 90);
        }
        List<Integer> newest = new ArrayList<>();
        for (int round = 999; newest.size() < 20; round--) {
            newest.add(round % 90);
        }
        assertThat(inMemory(records)).containsExactlyInAnyOrderElementsOf(newest);
    }

    @Test
    void aRestoreNeverReadsTheFileAndFindsWhatWasStaged() {
        SpilledRecords records = limited(0);
        save(records, 1, 2);
        assertThat(records.get(1, out)).isFalse();
        assertThat(records.fileReads()).isZero();
        assertThat(records.misses()).isEqualTo(1);
        records.stage(1);
        assertThat(records.fileReads()).isEqualTo(1);
        assertThat(inMemory(records)).containsExactly(1);
        assertThat(records.fileReads()).isEqualTo(1);
        assertThat(records.unstage(key -> key == 1)).isEqualTo(1);
        assertThat(inMemory(records)).containsExactly(1);
        assertThat(records.unstage(key -> false)).isZero();
        assertThat(inMemory(records)).isEmpty();
        assertThat(records.read(1, out)).isTrue();
        assertThat(out).isEqualTo(tags(1));
    }

    @Test
    void whatIsStagedDoesNotPushOthersOut() {
        SpilledRecords records = limited(2);
        save(records, 1, 2, 3, 4);
        records.stage(1);
        records.stage(2);
        assertThat(inMemory(records)).containsExactly(1, 2, 3, 4);
        save(records, 5);
        assertThat(inMemory(records)).containsExactly(1, 2, 4, 5);
    }

    @Test
    void whatIsStagedWhileItIsInMemoryStaysThereWhenOthersAreSaved() {
        SpilledRecords records = limited(1);
        save(records, 1);
        records.stage(1);
        save(records, 2, 3);
        assertThat(inMemory(records)).containsExactly(1, 3);
        assertThat(records.inFile()).isEqualTo(2);
        assertThat(records.unstage(key -> false)).isZero();
        assertThat(inMemory(records)).containsExactly(3);
        assertThat(records.payloadBytes()).isEqualTo(SIZE);
    }

    @Test
    void savedAgainAStagedRecordIsTheNewOne() {
        for (int limit = 0; limit < 2; limit++) {
            SpilledRecords records = limited(limit);
            save(records, 1, 2);
            records.stage(1);
            assertThat(records.put(1, tags(77))).isTrue();
            assertThat(records.read(1, out)).isTrue();
            assertThat(out).isEqualTo(tags(77));
            assertThat(records.staged()).isZero();
        }
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheSaveAndLosesNothing() {
        for (int limit = 0; limit < 3; limit++) {
            SpilledRecords records = limited(limit);
            file.full = false;
            save(records, 1, 2, 3);
            file.full = true;
            assertThat(records.put(4, tags(4))).isFalse();
            assertThat(records.put(1, tags(9))).as("over an old one").isFalse();
            assertThat(records.size()).isEqualTo(3);
            for (int key = 1; key <= 3; key++) {
                assertThat(records.read(key, out)).isTrue();
                assertThat(out).isEqualTo(tags(key));
            }
            assertThat(records.read(4, out)).isFalse();
            file.full = false;
            save(records, 4);
            assertThat(records.read(4, out)).isTrue();
        }
    }

    @Test
    void theFileHasNoMoreThanWasLiveAtOnce() throws IOException {
        SpilledRecords records = limited(1);
        for (int round = 0; round < 500; round++) {
            save(records, round % 10, (round + 1) % 10);
            records.remove((round + 6) % 10);
            assertThat(records.fileBytes()).isLessThanOrEqualTo(10 * SIZE);
        }
        assertThat(file.length()).isEqualTo(records.fileBytes());
        assertThat(records.inFile() + 1).isEqualTo(records.size());
        records.clear();
        assertThat(file.length()).isZero();
        records.close();
    }
}
