package dev.pagetwin.checker.audit;

import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Why parts of the oracle are kept though every flaw is found at the same step without them, whichever of the others
 * are asked. A test and the nightly run hold the list against what {@link Redundancy} finds: a part that has become
 * useful has to leave it, and one that has become useless needs a reason here or goes.
 */
public final class Reasons {
    private static final Map<String, String> WHY = Map.ofEntries(
            // What is compared.
            entry(
                    "between-steps",
                    "No kernel of the catalogue does anything unasked; one that does is told by this alone, at "
                            + "once and not by the step that happens to follow."),
            entry(
                    "rejections",
                    "No flaw of the catalogue writes where it rejects; tags that nobody looks at yet are told by "
                            + "this alone, and are another program's later."),
            entry(
                    "outside",
                    "Counterexamples have no outside; it is asked where the machine is a window on a large kernel."),
            entry(
                    "address-spaces",
                    "No flaw so far forgets a whole address space, or keeps one; what is compared is to be all of "
                            + "the state."),
            entry(
                    "entry-waits",
                    "An entry that waits for tag storage permits nothing, so its rights differ with it; only this "
                            + "says that it is the waiting that is wrong."),
            entry(
                    "pins",
                    "A pin is a reference, so the count differs with it; only this says whose pin it is, and "
                            + "whether the device may write."),
            entry(
                    "file",
                    "A page of the file is a reference and a slot is a use, so counts differ with it; two pages of "
                            + "the file that change places keep both counts."),
            entry(
                    "folios",
                    "A folio that one side alone has differs in references and content, too; one of another size "
                            + "with the same references does not."),
            entry(
                    "folio-lock",
                    "A lock is a reference while it is held, and decides which steps are rejected next; a lock of "
                            + "the wrong owner is the same reference."),
            entry(
                    "folio-destination",
                    "A copy that was taken holds references; the wrong page to go to holds as many."),
            entry(
                    "folio-writeback",
                    "No flaw so far forgets that the device still writes; what is compared is to be all of the "
                            + "state."),
            entry(
                    "folio-slot",
                    "What is in the swap cache is a reference; the wrong slot of two is as many."),
            entry(
                    "slots",
                    "The flaws here give another answer or break a property, too; a slot on its way back and a "
                            + "free one differ in this alone."),
            entry(
                    "slot-data",
                    "No flaw so far writes wrong data to the device, as the flaws are about tags; what is compared "
                            + "is to be all of the state."),
            entry(
                    "swap-areas",
                    "The flaw here gives another answer and leaves slots in use; an area that is empty and off for "
                            + "one side alone differs in this alone."),
            entry(
                    "references",
                    "Recounted by the kernel's own check as well, which sees only counts that its tables "
                            + "contradict; a design may come without that check."),
            entry(
                    "mappings",
                    "Recounted by the kernel's own check as well, which sees only counts that its tables "
                            + "contradict; a design may come without that check."),
            entry(
                    "users",
                    "Recounted by the kernel's own check as well, which sees only counts that its tables "
                            + "contradict; a design may come without that check."),
            entry(
                    "crash",
                    "No kernel of the catalogue throws; somebody's design may, and without this that would be an "
                            + "error of ours."),
            // What is named.
            entry(
                    "NoStaleTags",
                    "The flaw that breaks it also sets a flag too early, which a monitor sees; a wrong tag behind "
                            + "an entry that shows none breaks this one alone, as its witness does."),
            entry(
                    "MappedPageIsAllocated",
                    "The flaws that break it free a page with tags that an entry shows, or miscount; a page of the "
                            + "file that is freed breaks this one alone, as its witness does."),
            entry(
                    "WritableMeansSole",
                    "The two properties of the exclusive mark imply it; it says what the mark is for, whatever a "
                            + "kernel thinks of its marks."),
            entry(
                    "FileIsSoleUser",
                    "The flaw that breaks it gives a slot two pages as well; a page table that names the file's "
                            + "slot breaks this one alone, as its witness does."),
            entry(
                    "SwapEntryNamesSlotInUse",
                    "The flaw that breaks it miscounts as well; a slot that is free while an entry names it breaks "
                            + "this one alone, as its witness does."),
            entry(
                    "SlotInUseIsWanted",
                    "The flaws that break it miscount as well; a slot that nobody names any more and whose count "
                            + "is right breaks this one alone, as its witness does."),
            entry(
                    "ClearingPrecedesFlag",
                    "The flaw that breaks it is seen by a monitor; the specification explored alone has no events, "
                            + "and there this one says it, as its witness does."),
            entry(
                    "TagsAndDataAreApart",
                    "The flaws that break it spoil data that a program reads; a block that holds data nobody has "
                            + "stored yet breaks this one alone, as its witness does."),
            entry(
                    "FolioHasStorageWhole",
                    "The flaw that breaks it opens an entry of a page without storage; a folio whose entries are "
                            + "all closed breaks this one alone, as its witness does."));

    private Reasons() {}

    /** Why a part is kept, or null if nobody has said. */
    public static @Nullable String of(String part) {
        return WHY.get(part);
    }

    /** With types, as the compiler's checkers take a minute to infer so many. */
    private static Map.Entry<String, String> entry(String part, String why) {
        return Map.entry(part, why);
    }
}
