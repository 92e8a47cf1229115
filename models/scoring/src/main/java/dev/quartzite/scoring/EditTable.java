package dev.quartzite.scoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic programme behind error counts and alignments (Levenshtein 1966; Wagner and Fischer
 * 1974). Not safe for use by several threads.
 *
 * <p>A cell holds {@code errors × 2³² − hits} of the best way to it. The smallest such number has
 * the fewest errors and, of these, the most hits; it is additive, and both numbers of the last cell
 * determine all four counts, so counting needs one row only.
 */
final class EditTable {
  static final byte DIAGONAL = 0;
  static final byte DELETION = 1;
  static final byte INSERTION = 2;

  private static final long ERROR = 1L << 32;
  private static final long HIT = -1;

  private final int[] reference;
  private final int[] hypothesis;

  EditTable(List<String> reference, List<String> hypothesis) {
    // Tokens as numbers: equal where the tokens are, and cheap to compare.
    Map<String, Integer> numbers = new HashMap<>();
    this.reference = number(reference, numbers);
    this.hypothesis = number(hypothesis, numbers);
  }

  private static int[] number(List<String> tokens, Map<String, Integer> numbers) {
    int[] numbered = new int[tokens.size()];
    int i = 0;
    for (String token : tokens) {
      numbered[i++] = numbers.computeIfAbsent(token, unseen -> numbers.size());
    }
    return numbered;
  }

  ErrorCounts counts() {
    long best = fill(null);
    long errors = (best + ERROR - 1) / ERROR;
    long hits = errors * ERROR - best;
    long substitutions = reference.length + hypothesis.length - 2 * hits - errors;
    long deletions = reference.length - hits - substitutions;
    long insertions = hypothesis.length - hits - substitutions;
    return new ErrorCounts(hits, substitutions, deletions, insertions);
  }

  /** How each cell is best reached, {@code [reference tokens + 1 × hypothesis tokens + 1]}. */
  byte[][] moves() {
    byte[][] moves = new byte[reference.length + 1][hypothesis.length + 1];
    fill(moves);
    return moves;
  }

  private long fill(byte @Nullable [][] moves) {
    long[] row = new long[hypothesis.length + 1];
    for (int j = 1; j <= hypothesis.length; j++) {
      row[j] = j * ERROR;
    }
    if (moves != null) {
      Arrays.fill(moves[0], INSERTION);
    }
    for (int i = 1; i <= reference.length; i++) {
      fillRow(i, row, moves == null ? null : moves[i]);
    }
    return row[hypothesis.length];
  }

  private void fillRow(int i, long[] row, byte @Nullable [] moves) {
    long diagonal = row[0];
    row[0] = i * ERROR;
    if (moves != null) {
      moves[0] = DELETION;
    }
    for (int j = 1; j <= hypothesis.length; j++) {
      long best = diagonal + (reference[i - 1] == hypothesis[j - 1] ? HIT : ERROR);
      byte move = DIAGONAL;
      diagonal = row[j];
      if (row[j] + ERROR < best) {
        best = row[j] + ERROR;
        move = DELETION;
      }
      if (row[j - 1] + ERROR < best) {
        best = row[j - 1] + ERROR;
        move = INSERTION;
      }
      row[j] = best;
      if (moves != null) {
        moves[j] = move;
      }
    }
  }
}
