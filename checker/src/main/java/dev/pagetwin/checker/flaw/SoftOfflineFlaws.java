package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.SoftOffline;
import java.util.List;

/** Frames that go out of use. */
final class SoftOfflineFlaws {
    private SoftOfflineFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "offline-gives-frame-back",
                    "The frame that was to go out of use is free after its page has moved",
                    "own mutation of MADV_SOFT_OFFLINE: page_handle_poison",
                    AGREEMENT,
                    "tiny-offline",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public SoftOffline softOffline(Core k) {
                            return new SoftOffline(k) {
                                @Override
                                protected void takeOut(int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "offline-forgets-migration-entries",
                    "A frame goes out of use while a migration entry still waits for its page",
                    "own mutation of facts 3.4: a migration entry names a locked page",
                    "MigrationEntryNamesLockedPage",
                    "tiny-offline",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public SoftOffline softOffline(Core k) {
                            return new SoftOffline(k) {
                                @Override
                                protected boolean hasMigrationEntries(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })));
}
