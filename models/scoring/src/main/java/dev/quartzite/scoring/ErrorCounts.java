package dev.quartzite.scoring;

import java.util.List;

/**
 * Hits and errors of hypotheses against their references, in tokens. Counts of a corpus are the
 * {@linkplain #plus sum} of its utterances' counts.
 *
 * @param hits reference tokens that the hypothesis has
 * @param substitutions reference tokens in whose place the hypothesis has another
 * @param deletions reference tokens that the hypothesis lacks
 * @param insertions hypothesis tokens that the reference lacks
 */
public record ErrorCounts(long hits, long substitutions, long deletions, long insertions) {
  /** Counts of no utterance at all. */
  public static final ErrorCounts ZERO = new ErrorCounts(0, 0, 0, 0);

  public ErrorCounts {
    if (Math.min(Math.min(hits, substitutions), Math.min(deletions, insertions)) < 0) {
      throw new IllegalArgumentException(
          "counts are 0 or more, not %d hits, %d substitutions, %d deletions, %d insertions"
              .formatted(hits, substitutions, deletions, insertions));
    }
  }

  /**
   * The counts of the alignment with the fewest errors, and among those with the most hits: the
   * same as {@link Alignment#counts()}, in memory proportional to the hypothesis.
   */
  public static ErrorCounts between(List<String> reference, List<String> hypothesis) {
    return new EditTable(reference, hypothesis).counts();
  }

  /** Word errors of one utterance. */
  public static ErrorCounts words(String reference, String hypothesis) {
    return between(Tokens.words(reference), Tokens.words(hypothesis));
  }

  /** Character errors of one utterance. */
  public static ErrorCounts characters(String reference, String hypothesis) {
    return between(Tokens.characters(reference), Tokens.characters(hypothesis));
  }

  public ErrorCounts plus(ErrorCounts other) {
    return new ErrorCounts(
        hits + other.hits,
        substitutions + other.substitutions,
        deletions + other.deletions,
        insertions + other.insertions);
  }

  /** Substitutions, deletions and insertions together: the Levenshtein distance. */
  public long errors() {
    return substitutions + deletions + insertions;
  }

  /** Number of reference tokens. */
  public long reference() {
    return hits + substitutions + deletions;
  }

  /**
   * Errors by reference token: 0.05 is an error rate of 5 %. Above 1 where there are more errors
   * than reference tokens, infinite where there are errors and nothing was said, 0 for {@link
   * #ZERO}.
   */
  public double rate() {
    return errors() == 0 ? 0 : (double) errors() / reference();
  }
}
