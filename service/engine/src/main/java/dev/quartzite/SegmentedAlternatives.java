package dev.quartzite;

import dev.quartzite.Transcript.Alternative;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The most probable texts of a recording that is decoded segment by segment. Segments are decoded
 * independently, so that the score of a whole is the sum of its segments' scores, and the n best
 * wholes are made of the n best of each segment. For one thread and one recording.
 */
final class SegmentedAlternatives {
  private final int most;
  private List<Chain> best = List.of(new Chain(null, new Alternative("", 0, 0), 0, 0));

  /** A whole so far: its last segment's text, those before it, and the scores of all. */
  private record Chain(
      @Nullable Chain before, Alternative last, double acousticScore, double languageScore) {
    Chain then(Alternative next) {
      return new Chain(
          this, next, acousticScore + next.acousticScore(), languageScore + next.languageScore());
    }

    double score() {
      return acousticScore + languageScore;
    }

    Alternative whole() {
      Deque<String> texts = new ArrayDeque<>();
      for (@Nullable Chain at = this; at != null; at = at.before) {
        if (!at.last.text().isEmpty()) {
          texts.addFirst(at.last.text());
        }
      }
      return new Alternative(String.join(" ", texts), acousticScore, languageScore);
    }
  }

  /**
   * @param most how many texts are wanted
   */
  SegmentedAlternatives(int most) {
    this.most = most;
  }

  /** Goes on by a segment. */
  void add(List<Alternative> segment) {
    List<Chain> longer = new ArrayList<>();
    for (Chain chain : best) {
      segment.forEach(next -> longer.add(chain.then(next)));
    }
    longer.sort(Comparator.comparingDouble(Chain::score).reversed());
    best = List.copyOf(longer.subList(0, Math.min(most, longer.size())));
  }

  /** The best texts, best first; fewer where two combinations read the same. */
  List<Alternative> wholes() {
    List<Alternative> distinct = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (Chain chain : best) {
      Alternative whole = chain.whole();
      if (texts.add(whole.text())) {
        distinct.add(whole);
      }
    }
    return distinct;
  }
}
