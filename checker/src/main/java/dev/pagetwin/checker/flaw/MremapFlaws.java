package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Mremap;
import dev.pagetwin.impl.path.Paths;
import java.util.List;
import java.util.function.Function;

/** Entries that get lost, doubled or changed on their way to another address. */
final class MremapFlaws {
    private MremapFlaws() {}

    static final List<Flaw> ALL = List.of(
            mremap(
                    "mremap-skips-swap-entries",
                    "mremap moves present entries only, so what is swapped out stays behind where no area is",
                    "own mutation of facts 3.7",
                    AGREEMENT,
                    5,
                    k -> new Mremap(k) {
                        @Override
                        protected int nextToMove(int mm, int from, int last) {
                            return k.mms.firstWithPage(mm, from, last);
                        }
                    }),
            mremap(
                    "mremap-keeps-old-entry",
                    "mremap sets the entry at the new place and does not clear it at the old one",
                    "own mutation of facts 3.7",
                    "MappingsEqualCount",
                    4,
                    k -> new Mremap(k) {
                        @Override
                        protected void moveEntry(int mm, int from, int to) {
                            k.mms.setPte(mm, to, k.mms.pte(mm, from));
                        }
                    }),
            mremap(
                    "mremap-overwrites-destination",
                    "mremap does not unmap what lies at the destination, and overwrites it",
                    "own mutation of facts 3.7",
                    AGREEMENT,
                    3,
                    k -> new Mremap(k) {
                        @Override
                        protected int firstInTheWay(int mm) {
                            int first = super.firstInTheWay(mm);
                            int to = k.calls.to(mm);
                            boolean destination = first >= to && first < to + k.calls.size(mm);
                            return destination ? Ids.NO_VPN : first;
                        }
                    }),
            mremap(
                    "mremap-forgets-tail",
                    "mremap moves the head of an area that gets smaller and leaves the entries of its tail behind",
                    "own mutation of facts 3.7",
                    AGREEMENT,
                    3,
                    k -> new Mremap(k) {
                        @Override
                        protected int firstInTheWay(int mm) {
                            int first = super.firstInTheWay(mm);
                            int to = k.calls.to(mm);
                            boolean destination = first >= to && first < to + k.calls.size(mm);
                            return destination ? first : Ids.NO_VPN;
                        }
                    }),
            mremap(
                    "mremap-failure-leaves-halves",
                    "mremap fails in the middle and does not move back what it has moved",
                    "own mutation of facts 3.7",
                    AGREEMENT,
                    4,
                    k -> new Mremap(k) {
                        @Override
                        protected void goBack(int mm) {
                            k.calls.end(mm);
                        }
                    }),
            mremap(
                    "mremap-loses-dirty",
                    "mremap makes the moved entry anew, clean, so what was written through it is not written out",
                    "row 32 of the bug history: metadata lost when an entry is rewritten",
                    AGREEMENT,
                    4,
                    k -> new Mremap(k) {
                        @Override
                        protected void moveEntry(int mm, int from, int to) {
                            super.moveEntry(mm, from, to);
                            long pte = k.mms.pte(mm, to);
                            if (PteCodec.isPresent(pte)) {
                                boolean tagged = PteCodec.isTagged(pte);
                                k.mms.setPte(
                                        mm, to, PteCodec.present(PteCodec.pfn(pte), PteCodec.prot(pte), tagged, false));
                            }
                        }
                    }),
            mremap(
                    "mremap-loses-tagged-attribute",
                    "mremap makes the moved entry anew, with normal memory instead of tagged memory",
                    "row 32 of the bug history: metadata lost when an entry is rewritten",
                    AGREEMENT,
                    4,
                    k -> new Mremap(k) {
                        @Override
                        protected void moveEntry(int mm, int from, int to) {
                            super.moveEntry(mm, from, to);
                            long pte = k.mms.pte(mm, to);
                            if (PteCodec.isPresent(pte)) {
                                boolean dirty = PteCodec.isDirty(pte);
                                k.mms.setPte(
                                        mm, to, PteCodec.present(PteCodec.pfn(pte), PteCodec.prot(pte), false, dirty));
                            }
                        }
                    }));

    private static Flaw mremap(
            String id, String sentence, String origin, String property, int shortest, Function<Core, Mremap> flawed) {
        return flaw(id, sentence, origin, property, "tiny-mremap", shortest, paths(() -> new Paths() {
            @Override
            public Mremap mremap(Core k) {
                return flawed.apply(k);
            }
        }));
    }
}
