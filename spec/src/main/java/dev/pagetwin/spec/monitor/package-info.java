/**
 * Orders that no single state shows, and what hardware finds in the tables: small automata over what hardware and
 * lockless readers can see.
 *
 * <p>Of contiguous entries, the facts name twenty invariants (I1 to I20). Where several are one condition, one name
 * stands for them here:
 *
 * <ul>
 *   <li>{@code FoldedBlockIsWhole}: I1, all or none; I20, as a reader without locks goes on for ever only where a block
 *       stays in between. That CONT is in valid entries alone (I5) is the representation's: hardware does not walk
 *       the others.
 *   <li>{@code FoldedBlockIsAligned}: I2, the frames follow each other from an aligned one.
 *   <li>{@code FoldedBlockIsAlike}: I3, and of I19 that all are tagged or none is.
 *   <li>{@code FoldedBlockIsOneFolio}: I4.
 *   <li>{@code BreakBeforeMake}: I11, and of I12 what one agent may hold at once.
 *   <li>{@code NoStaleTranslation}: the rest of I12; and I9, as a part that is changed under a folded entry leaves the
 *       others' translation behind.
 *   <li>The comparison of both sides, which sees entries through the getter: I6, transparent; I7, nothing that was
 *       noted is lost; I8, nothing is allowed that was not; I10, what is cleared is cleared there and nowhere else;
 *       I16, what is taken together is alike; I17, a move keeps all of it; I18, folding and unfolding change nothing.
 *   <li>The answer of {@code smmu.store} and {@code smmu.touch}: I15, a walker that faulted gets through afterwards.
 *   <li>{@code NoLostTags} and {@code NoStaleTags}: I19, that folding changes no tags.
 *   <li>{@code set_ptes} itself: I14, nothing is there before.
 *   <li>I13, what a reader without locks sees in the middle of a conversion, is not here: a step is what happens
 *       between two moments at which somebody else can look.
 * </ul>
 */
package dev.pagetwin.spec.monitor;
