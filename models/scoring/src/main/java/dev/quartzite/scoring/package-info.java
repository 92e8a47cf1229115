/**
 * How far a transcript is from what was said: alignment of texts, word and character error rate,
 * named normalisations and confidence intervals. Depends on nothing but the JDK.
 *
 * <pre>{@code
 * Normalization normalization = Normalization.LETTERS_AND_APOSTROPHES;
 * ErrorCounts counts =
 *     ErrorCounts.words(normalization.apply(reference), normalization.apply(hypothesis));
 * counts.rate(); // 0.0437
 * }</pre>
 */
@NullMarked
package dev.quartzite.scoring;

import org.jspecify.annotations.NullMarked;
