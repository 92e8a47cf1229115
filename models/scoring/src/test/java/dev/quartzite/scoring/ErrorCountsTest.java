package dev.quartzite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCountsTest {
  @Test
  void countsEachKindOfError() {
    assertThat(ErrorCounts.words("the cat sat on the mat", "the cat sit on mat again"))
        .isEqualTo(new ErrorCounts(4, 1, 1, 1));
  }

  @Test
  void equalTextsHaveHitsOnly() {
    ErrorCounts counts = ErrorCounts.words("god bless my soul", "god bless  my soul ");
    assertThat(counts).isEqualTo(new ErrorCounts(4, 0, 0, 0));
    assertThat(counts.rate()).isZero();
  }

  @Test
  void anEmptyHypothesisIsAllDeletions() {
    assertThat(ErrorCounts.words("god bless", " ")).isEqualTo(new ErrorCounts(0, 0, 2, 0));
  }

  @Test
  void anEmptyReferenceIsAllInsertionsAndAnInfiniteRate() {
    ErrorCounts counts = ErrorCounts.words("", "god bless");
    assertThat(counts).isEqualTo(new ErrorCounts(0, 0, 0, 2));
    assertThat(counts.rate()).isInfinite();
  }

  @Test
  void silenceOnBothSidesIsNoError() {
    assertThat(ErrorCounts.words("", "")).isEqualTo(ErrorCounts.ZERO);
    assertThat(ErrorCounts.ZERO.rate()).isZero();
  }

  @Test
  void charactersAreCodePointsAndIncludeSpaces() {
    assertThat(ErrorCounts.characters("a 𝄞b", "a𝄞c")).isEqualTo(new ErrorCounts(2, 1, 1, 0));
  }

  @Test
  void countsOfACorpusAreTheSum() {
    ErrorCounts sum = new ErrorCounts(4, 1, 2, 3).plus(new ErrorCounts(6, 1, 0, 1));
    assertThat(sum).isEqualTo(new ErrorCounts(10, 2, 2, 4));
    assertThat(sum.rate()).isEqualTo(8.0 / 14);
  }

  @Test
  void refusesNegativeCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorCounts(1, 0, -1, 0))
        .withMessageContaining("-1 deletions");
  }

  @Test
  void agreesWithTheAlignmentAndWithExhaustiveSearchOnRandomTexts() {
    Random random = new Random(7);
    for (int trial = 0; trial < 2_000; trial++) {
      List<String> reference = randomTokens(random);
      List<String> hypothesis = randomTokens(random);
      ErrorCounts counts = ErrorCounts.between(reference, hypothesis);
      assertThat(counts).isEqualTo(Alignment.of(reference, hypothesis).counts());
      assertThat(counts.errors()).isEqualTo(exhaustive(reference, hypothesis));
    }
  }

  private static List<String> randomTokens(Random random) {
    return Stream.generate(() -> "abc".charAt(random.nextInt(3)))
        .limit(random.nextInt(6))
        .map(String::valueOf)
        .toList();
  }

  /** The edit distance by its definition, without a table. */
  private static long exhaustive(List<String> reference, List<String> hypothesis) {
    if (reference.isEmpty() || hypothesis.isEmpty()) {
      return Math.max(reference.size(), hypothesis.size());
    }
    List<String> restOfReference = reference.subList(1, reference.size());
    List<String> restOfHypothesis = hypothesis.subList(1, hypothesis.size());
    long together = reference.get(0).equals(hypothesis.get(0)) ? 0 : 1;
    return Math.min(
        together + exhaustive(restOfReference, restOfHypothesis),
        1
            + Math.min(
                exhaustive(restOfReference, hypothesis), exhaustive(reference, restOfHypothesis)));
  }
}
