package dev.pagetwin.checker.review;

import dev.pagetwin.checker.flaw.Flaw;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A question of a review.
 *
 * @param question in the reviewer's sense, a short sentence
 * @param property what would break
 * @param preset the name of the preset to look in
 * @param hole what the answer is where the posting, or what the review considers, is wrong; null if it is not
 * @param asPosted whether the posting itself can be asked where all is well, as none of its holes is in the preset
 */
public record Concern(String question, String property, String preset, @Nullable Flaw hole, boolean asPosted) {
    /** A question that finds something wrong. */
    Concern(String question, Flaw hole) {
        this(question, hole.property(), hole.preset(), hole, false);
    }

    /** A question whose answer is that all is well, even as posted. */
    static Concern posted(String question, String property, String preset) {
        return new Concern(question, property, preset, null, true);
    }

    /** A question whose answer is that all is well. */
    Concern(String question, String property, String preset) {
        this(question, property, preset, null, false);
    }
}
