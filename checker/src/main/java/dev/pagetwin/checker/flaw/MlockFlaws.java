package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Reclaim;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What locked memory is not spared. */
final class MlockFlaws {
    private MlockFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "unmap-ignores-mlock",
                    "Reclaim takes an entry of a locked area",
                    "own mutation of the test for VM_LOCKED in try_to_unmap_one",
                    Flaw.AGREEMENT,
                    "tiny-mlock",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected @Nullable Refusal notLocked(int mm, int va) {
                                    return null;
                                }
                            };
                        }
                    })));
}
