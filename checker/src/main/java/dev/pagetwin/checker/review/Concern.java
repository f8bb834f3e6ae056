package dev.pagetwin.checker.review;

import dev.pagetwin.checker.flaw.Flaw;

/**
 * A question of a review.
 *
 * @param question in the reviewer's sense, a short sentence
 * @param hole what would be the answer if the posting is wrong: the property that breaks, and where to look
 */
public record Concern(String question, Flaw hole) {}
