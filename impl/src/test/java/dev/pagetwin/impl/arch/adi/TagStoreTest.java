package dev.pagetwin.impl.arch.adi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TagStoreTest {
    private static final int LAST = 9;

    private final TagStore store = new TagStore(2, 4, 1);

    @Test
    void aRangeBeginsAtThePageAndIsAsLongAsASpan() {
        store.use(store.claim(2, LAST), 1);
        assertThat(store.covering(1)).isEqualTo(-1);
        assertThat(store.covering(2)).isZero();
        assertThat(store.covering(5)).isZero();
        assertThat(store.covering(6)).isEqualTo(-1);
    }

    @Test
    void aRangeEndsBeforeTheNextOne() {
        store.use(store.claim(4, LAST), 1);
        int lower = store.claim(2, LAST);
        store.use(lower, 1);
        assertThat(store.end(lower)).isEqualTo(3);
        assertThat(store.covering(3)).isEqualTo(lower);
    }

    @Test
    void aRangeEndsWithTheAddressSpace() {
        assertThat(store.end(store.claim(8, LAST))).isEqualTo(LAST);
    }

    @Test
    void thereIsNoneLeftWhenAllHaveUsers() {
        store.use(store.claim(0, LAST), 1);
        assertThat(store.hasFree()).isTrue();
        store.use(store.claim(4, LAST), 1);
        assertThat(store.hasFree()).isFalse();
        assertThatThrownBy(() -> store.claim(8, LAST)).hasMessage("no descriptor is free");
    }

    @Test
    void theLastUserTakesTheTagsOfTheWholeRange() {
        int descriptor = store.claim(0, LAST);
        store.use(descriptor, 1);
        store.use(descriptor, 1);
        store.put(descriptor, 1, new byte[] {7});
        store.use(descriptor, -1);
        assertThat(store.get(store.covering(1), 1)).containsExactly(7);
        store.use(descriptor, -1);
        assertThat(store.covering(1)).isEqualTo(-1);
        assertThat(store.get(store.claim(0, LAST), 1)).containsExactly(0);
    }

    @Test
    void usersStayCountableHoweverManyThereAre() {
        int descriptor = store.claim(0, LAST);
        for (int i = 0; i < 1000; i++) {
            store.use(descriptor, 1);
        }
        assertThat(store.users(descriptor)).isEqualTo(Byte.MAX_VALUE);
    }
}
