package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.Transcript.Alternative;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentedAlternativesTest {
  @Test
  void theBestWholesAreTheBestCombinationsOfParts() {
    SegmentedAlternatives alternatives = new SegmentedAlternatives(3);
    alternatives.add(List.of(part("a", -1), part("b", -4)));
    alternatives.add(List.of(part("x", -2), part("y", -3), part("z", -9)));

    assertThat(alternatives.wholes())
        .containsExactly(part("a x", -3), part("a y", -4), part("b x", -6));
  }

  @Test
  void scoresAreKeptApart() {
    SegmentedAlternatives alternatives = new SegmentedAlternatives(1);
    alternatives.add(List.of(new Alternative("a", -1, 0.5)));
    alternatives.add(List.of(new Alternative("b", -2, 0.25)));

    assertThat(alternatives.wholes()).containsExactly(new Alternative("a b", -3, 0.75));
  }

  @Test
  void aSegmentInWhichNothingWasSaidAddsNoText() {
    SegmentedAlternatives alternatives = new SegmentedAlternatives(2);
    alternatives.add(List.of(part("", -1)));
    alternatives.add(List.of(part("a", -1), part("", -2)));

    assertThat(alternatives.wholes()).containsExactly(part("a", -2), part("", -3));
  }

  @Test
  void combinationsThatReadTheSameAreGivenOnce() {
    SegmentedAlternatives alternatives = new SegmentedAlternatives(9);
    alternatives.add(List.of(part("a b", -1), part("a", -2)));
    alternatives.add(List.of(part("c", -1), part("b c", -2)));

    assertThat(alternatives.wholes())
        .extracting(Alternative::text)
        .containsExactly("a b c", "a b b c", "a c");
  }

  private static Alternative part(String text, double score) {
    return new Alternative(text, score, 0);
  }
}
