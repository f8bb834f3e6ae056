package dev.pagetwin.checker.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.preset.Presets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Contiguous entries beside tag storage: what has to wait is not folded, and is folded again when it need not. */
class WaitingBlockTest {
    private static final Bounds BOUNDS = Objects.requireNonNull(Presets.named("tiny-storage-contpte")).bounds();

    private final Kernel kernel = Designs.reference().boot(BOUNDS);

    private void foldedAndAskedForTags() {
        ok(kernel.mmap(0, 0, 2, Kernel.PROT_RW, false));
        ok(kernel.largeFault(0, 0, 1, 0));
        assertThat(folded()).as("before").isTrue();
        ok(kernel.mprotect(0, 0, 2, Kernel.PROT_RW, true));
        ok(kernel.batchProtect(0));
    }

    private static void ok(long outcome) {
        assertThat(outcome).isEqualTo(Outcome.OK);
    }

    private boolean folded() {
        var first = Abstraction.translation(Window.whole(BOUNDS), kernel.view().rawPte(0, 0));
        var second = Abstraction.translation(Window.whole(BOUNDS), kernel.view().rawPte(0, 1));
        return first != null && second != null && first.contiguous() && second.contiguous();
    }

    @Test
    void allEntriesOfABatchWaitIfItsFolioHasNoStorage() {
        foldedAndAskedForTags();
        assertThat(kernel.view().pteWaits(0, 0)).isTrue();
        assertThat(kernel.view().pteWaits(0, 1)).isTrue();
        assertThat(kernel.view().rawPte(0, 0) & 1L << 52).as("CONT").isZero();
    }

    @Test
    void eachFaultOpensOneEntryAndTheLastOneFoldsTheBlock() {
        foldedAndAskedForTags();
        ok(kernel.storageReserve(0, 0));
        ok(kernel.storageClaim(0));
        ok(kernel.storageMap(0, 0));
        assertThat(folded()).as("with one entry waiting").isFalse();
        assertThat(kernel.view().pteWaits(0, 1)).isTrue();
        ok(kernel.storageMap(0, 1));
        assertThat(folded()).as("with none waiting").isTrue();
    }

    @Test
    void theBlockStaysApartIfTheLastEntryIsOpenedFirst() {
        foldedAndAskedForTags();
        ok(kernel.storageReserve(0, 1));
        ok(kernel.storageClaim(0));
        ok(kernel.storageMap(0, 1));
        ok(kernel.storageMap(0, 0));
        assertThat(folded()).as("only the last entry of a block folds it").isFalse();
    }
}
