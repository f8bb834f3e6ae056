package dev.pagetwin.checker.design;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ConsideredDesignsTest} in the presets that take longest. */
class ConsideredDesignsLarge {
    @ParameterizedTest
    @ValueSource(strings = {"tiny-swap", "tiny-pair", "tiny-unuse"})
    void tagsMayGoBackToThePageInTheSwapCacheIfTheyAreSavedAgain(String preset) throws IOException {
        ConsideredDesignsTest.check(preset);
    }
}
