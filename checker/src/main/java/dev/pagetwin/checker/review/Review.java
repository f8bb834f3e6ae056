package dev.pagetwin.checker.review;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Design;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A posting, what was asked of it, and the designs that should do better. Not asked yet, as the machine has neither:
 * what becomes of split pages, and of shared memory.
 *
 * @param name how it is asked for
 * @param posting the design as it was posted
 * @param proposals what was proposed instead in the review itself; each question is asked by itself
 * @param others designs that should have no hole at all
 */
public record Review(
        String name, Design posting, List<Design> proposals, List<Design> others, List<Concern> concerns) {
    /** Every review that can be asked for. */
    public static final List<Review> ALL = List.of(new Review(
            "adi",
            Designs.adi(),
            List.of(Designs.adiCheckFirst()),
            List.of(Designs.adiRepaired(), Designs.reference()),
            List.of(
                    concern("The save fails: is the swap count given back?", "adi-failed-save-keeps-count"),
                    concern("The save succeeds, the page is pinned: is it undone?", "adi-share-check-leaks-record"),
                    concern("swapoff maps the page (unuse_pte): are the tags back?", "adi-unuse-forgets-restore"),
                    concern("A fault maps the page: are the tags there first?", "adi-restores-after-mapping"),
                    concern("The page migrates, or fails to: what of the save?", "adi-migration-leaks-record"),
                    concern("The swap entry is zapped: what of the save?", "adi-zap-forgets-record"),
                    concern("mremap moves the swap entry: do its tags follow?", "adi-mremap-forgets-store"),
                    concern("ADI is asked for while it is away: whose tags?", "adi-later-protect-shows-strangers-tags"),
                    concern("fork copies the swap entry: has the child the tags?", "adi-fork-forgets-store"))));

    private static Concern concern(String question, String flaw) {
        Flaw hole = Flaws.named(flaw);
        if (hole == null) {
            throw new IllegalStateException("no flaw " + flaw);
        }
        return new Concern(question, hole);
    }

    /** The review with this name, or null. */
    public static @Nullable Review named(String name) {
        return ALL.stream().filter(review -> review.name().equals(name)).findFirst().orElse(null);
    }

    /** The presets in which answers are looked for, each once, in the order of the questions. */
    public List<String> presets() {
        return concerns.stream().map(Concern::hole).map(Flaw::preset).distinct().toList();
    }
}
