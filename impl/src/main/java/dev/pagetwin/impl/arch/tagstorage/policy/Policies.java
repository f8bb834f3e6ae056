package dev.pagetwin.impl.arch.tagstorage.policy;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.spec.id.PfnNo;
import java.util.List;
import java.util.function.Supplier;

/** What was proposed for memory that holds tags when it must and data when it may, in the order of its discussion. */
public final class Policies {
    /** Each makes a policy for one kernel. */
    public static final List<Supplier<Policy>> ALL = List.of(
            FreeLists::new,
            () -> new Zone("zone", "a zone of its own, the first that untagged data is put in"),
            () -> new Node("numa", "a node without CPUs, the last that any data is put in"),
            () -> new Last("migrate-type", "a migrate type of its own, the last that untagged data is put in"),
            () -> new Mixed("cma-apart", "CMA, and no tagged page in any CMA") {
                @Override
                public Choice choose(boolean tagged) {
                    return tagged ? first(frame -> true, ordinary()) : super.choose(false);
                }

                @Override
                protected FreeList[] taggable() {
                    return new FreeList[] {ordinary()};
                }
            },
            () -> new Mixed("cma-shared", "CMA whose ordinary part has lists of its own for tagged pages"),
            () -> new PutBack("cma-put-back", "CMA; a frame that cannot be tagged goes to the end of the list"),
            () -> new Mixed("first-mte", "CMA, all taken for tags while any area is PROT_MTE") {
                @Override
                public Claim claim() {
                    return Claim.WHEN_TAGGED;
                }
            },
            () -> new Last("carved-out", "no data in tag storage ever") {
                @Override
                public Claim claim() {
                    return Claim.ALWAYS;
                }
            });

    private Policies() {}

    /**
     * Separate {@code free_area}s: whole tag blocks with the data that they are for, what is left of those with tags,
     * and what is left of those without. An allocation takes what is left of its own kind, then breaks a whole one,
     * then takes what is left of the other kind; for tags, first where no data has to move.
     */
    private static final class FreeLists extends Policy {
        FreeLists() {
            super("free-lists", "separate free lists: tagged, untagged, and whole tag blocks with their data");
        }

        @Override
        protected boolean keepsApart() {
            return true;
        }

        @Override
        public Choice choose(boolean tagged) {
            return tagged ? forTags(frame -> true) : forData();
        }

        private Choice forTags(Test test) {
            Choice own = first(frame -> test.fits(frame) && holdsTags(block(frame)), ordinary(), cma());
            Choice whole = own.refused() ? first(frame -> test.fits(frame) && whole(block(frame)), ordinary(), cma()) : own;
            Choice empty = whole.refused() ? first(frame -> test.fits(frame) && ready(frame), ordinary(), cma()) : whole;
            return empty.refused() ? first(test, ordinary(), cma()) : empty;
        }

        private Choice forData() {
            FreeList[] all = {storage(), ordinary(), cma()};
            Choice own = first(frame -> !holdsTags(block(frame)) && !whole(block(frame)), all);
            // What can be had of tag storage by now is of a whole block, so that comes before the other kind by itself.
            return own.refused() ? first(frame -> true, all) : own;
        }

        private boolean whole(@PfnNo int block) {
            for (int i = 0; i < frames(); i++) {
                if (block(Ids.pfn(i)) == block && !free(Ids.pfn(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Choice target(boolean tagged) {
            Choice ready = tagged ? forTags(this::ready) : new Choice(Ids.NO_PFN, 0);
            return ready.refused() ? super.target(tagged) : ready;
        }
    }

    /** Tag storage apart. Data goes there last, and what is for tags never. */
    private static class Last extends Policy {
        Last(String name, String how) {
            super(name, how);
        }

        @Override
        protected boolean keepsApart() {
            return true;
        }

        @Override
        public Choice choose(boolean tagged) {
            Choice data = first(frame -> true, balanced());
            return data.refused() && !tagged ? first(frame -> true, storage()) : data;
        }
    }

    /** As movable data goes first to the highest zone. */
    private static final class Zone extends Last {
        Zone(String name, String how) {
            super(name, how);
        }

        @Override
        public Choice choose(boolean tagged) {
            Choice zone = tagged ? new Choice(Ids.NO_PFN, 0) : first(frame -> true, storage());
            return zone.refused() ? super.choose(tagged) : zone;
        }
    }

    /** A distance makes a node less likely, and no more: what is for tags goes there, too, when the rest is full. */
    private static final class Node extends Last {
        Node(String name, String how) {
            super(name, how);
        }

        @Override
        public boolean strays() {
            return true;
        }

        @Override
        public Choice choose(boolean tagged) {
            return super.choose(false);
        }
    }

    /** Tag storage among CMA. An allocation for tags knows which frames are not. */
    private static class Mixed extends Policy {
        Mixed(String name, String how) {
            super(name, how);
        }

        @Override
        protected boolean keepsApart() {
            return false;
        }

        @Override
        public Choice choose(boolean tagged) {
            return first(frame -> !tagged || !isStorage(frame), balanced());
        }
    }

    /** The same, but which frames are tag storage is only seen one by one, at the head of the list. */
    private static final class PutBack extends Mixed {
        PutBack(String name, String how) {
            super(name, how);
        }

        @Override
        public Choice choose(boolean tagged) {
            return tagged ? searched() : super.choose(false);
        }

        private Choice searched() {
            int looked = 0;
            for (FreeList list : balanced()) {
                for (int left = list.size(); left > 0; left--) {
                    @PfnNo int frame = Ids.pfn(list.at(0));
                    boolean seen = available(frame);
                    looked += seen ? 1 : 0;
                    if (seen && !isStorage(frame)) {
                        return new Choice(frame, looked);
                    }
                    list.remove(frame);
                    list.addLast(frame);
                }
            }
            return new Choice(Ids.NO_PFN, looked);
        }
    }
}
