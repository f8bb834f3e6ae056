package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Ptrace;
import java.util.List;

/** Tracers that look at tags and set them. */
final class PtraceFlaws {
    private PtraceFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "poke-forgets-dirty",
                    "A tracer's tag is written, and nothing marks the page dirty, so it is dropped as clean",
                    "own mutation of facts 1.3: folio marked dirty after the write",
                    "DiscardableMayVanish",
                    "tiny-ptrace",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Ptrace ptrace(Core k) {
                            return new Ptrace(k) {
                                @Override
                                protected void markDirty(int pfn) {}
                            };
                        }
                    })),
            visible(
                    "peek-refuses-zero-page",
                    "A tracer cannot read the tags of the zero page, as nothing flags it as tagged",
                    "row 4 of the bug history (68d54ceeec0e)",
                    AGREEMENT,
                    "tiny-ptrace",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Ptrace ptrace(Core k) {
                            return new Ptrace(k) {
                                @Override
                                protected boolean peeksZeroPage() {
                                    return false;
                                }
                            };
                        }
                    })),
            visible(
                    "peek-ignores-flag",
                    "A tracer reads the tag memory of a page whose tags nobody has written yet",
                    "derived: access_remote_tags goes by VM_MTE and only warns about a page without the flag",
                    AGREEMENT,
                    "tiny-ptrace",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public Ptrace ptrace(Core k) {
                            return new Ptrace(k) {
                                @Override
                                protected int tag(int pfn, int granule) {
                                    return k.frames.tag(pfn, granule);
                                }
                            };
                        }
                    })),
            flaw(
                    "poke-writes-read-only-page",
                    "A tracer's tag is written through a read-only entry, whoever else has the page",
                    "own mutation: FOLL_WRITE in access_remote_tags",
                    AGREEMENT,
                    "tiny-ptrace",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Ptrace ptrace(Core k) {
                            return new Ptrace(k) {
                                @Override
                                protected boolean reaches(long pte) {
                                    return PteCodec.isPresent(pte) && Prot.readable(PteCodec.prot(pte));
                                }
                            };
                        }
                    })));
}
