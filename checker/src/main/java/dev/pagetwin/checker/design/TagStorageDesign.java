package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.arch.tagstorage.TagStorageV2;
import dev.pagetwin.impl.arch.tagstorage.TagStorageV3;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Ptrace;
import dev.pagetwin.impl.path.Storage;
import dev.pagetwin.spec.id.PfnNo;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * arm64 MTE with tag storage as it was posted. Where no preset says that tag storage is managed, there is nothing of it
 * to be seen.
 *
 * @param name of the posting
 * @param paths makes the kernel's side
 */
public record TagStorageDesign(String name, Supplier<? extends Paths> paths) implements Design {
    /** As posted in the second version. */
    static final Design V2 = new TagStorageDesign("tagstorage-v2", Second::new);

    /** As posted in the third version. */
    static final Design V3 = new TagStorageDesign("tagstorage-v3", Third::new);

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(window, Reference.hooks(window.bounds().profile()), paths.get());
    }

    /**
     * A fault on a block that is pinned starts again for ever; a signal ends a claim with the answer that all is well;
     * a page that is tag storage itself is mapped as any other; and a tracer does not ask for storage.
     */
    private static final class Second extends Paths {
        @Override
        public TagStorage tagStorage(Geometry geometry, Tuning tuning, Frames frames) {
            return new TagStorageV2(geometry, tuning.claim(), frames);
        }

        @Override
        public Storage storage(Core k) {
            return new Storage(k) {
                @Override
                protected boolean triesAgain(int tries) {
                    return true;
                }

                @Override
                protected boolean hasRoom(@PfnNo int pfn) {
                    return super.hasRoom(pfn) || k.storage.isStorage(pfn);
                }

                @Override
                protected void giveUp(@PfnNo int pfn, int why) {
                    super.giveUp(pfn, why);
                    if (why == SIGNAL) {
                        k.frames.setReserved(pfn, true);
                    }
                }
            };
        }

        @Override
        public Ptrace ptrace(Core k) {
            return new Ptrace(k) {
                @Override
                protected @Nullable Refusal hasRoom(long pte) {
                    return null;
                }
            };
        }
    }

    private static final class Third extends Paths {
        @Override
        public TagStorage tagStorage(Geometry geometry, Tuning tuning, Frames frames) {
            return new TagStorageV3(geometry, tuning.claim(), frames);
        }
    }
}
