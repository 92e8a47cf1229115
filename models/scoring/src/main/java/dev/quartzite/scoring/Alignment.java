package dev.quartzite.scoring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A reference and a hypothesis side by side, with the fewest errors and, among those alignments,
 * the most hits. Takes memory for reference tokens × hypothesis tokens; {@link ErrorCounts#between}
 * gives the counts alone for texts of any length.
 *
 * @param pairs the aligned tokens in order
 */
public record Alignment(List<Pair> pairs) {
  /** What became of a token. */
  public enum Kind {
    HIT,
    SUBSTITUTION,
    DELETION,
    INSERTION
  }

  /**
   * A reference token and what the hypothesis has in its place.
   *
   * @param reference the token, empty for an insertion
   * @param hypothesis the token, empty for a deletion
   */
  public record Pair(Kind kind, String reference, String hypothesis) {}

  public Alignment {
    pairs = List.copyOf(pairs);
  }

  /** Aligns two sequences of tokens. */
  public static Alignment of(List<String> reference, List<String> hypothesis) {
    byte[][] moves = new EditTable(reference, hypothesis).moves();
    Deque<Pair> pairs = new ArrayDeque<>();
    int i = reference.size();
    int j = hypothesis.size();
    while (i > 0 || j > 0) {
      switch (moves[i][j]) {
        case EditTable.DELETION -> pairs.addFirst(new Pair(Kind.DELETION, reference.get(--i), ""));
        case EditTable.INSERTION ->
            pairs.addFirst(new Pair(Kind.INSERTION, "", hypothesis.get(--j)));
        default -> pairs.addFirst(together(reference.get(--i), hypothesis.get(--j)));
      }
    }
    return new Alignment(List.copyOf(pairs));
  }

  /** Aligns two texts word by word. */
  public static Alignment words(String reference, String hypothesis) {
    return of(Tokens.words(reference), Tokens.words(hypothesis));
  }

  private static Pair together(String reference, String hypothesis) {
    Kind kind = reference.equals(hypothesis) ? Kind.HIT : Kind.SUBSTITUTION;
    return new Pair(kind, reference, hypothesis);
  }

  /** Hits and errors of this alignment. */
  public ErrorCounts counts() {
    return new ErrorCounts(
        count(Kind.HIT), count(Kind.SUBSTITUTION), count(Kind.DELETION), count(Kind.INSERTION));
  }

  private long count(Kind kind) {
    return pairs.stream().filter(pair -> pair.kind() == kind).count();
  }
}
