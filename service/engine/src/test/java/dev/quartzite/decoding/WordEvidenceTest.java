package dev.quartzite.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.decoding.WordEvidence.Language;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordEvidenceTest {
  private static final int BLANK = 2;
  private static final float HALF = (float) Math.log(0.5);
  private static final float QUARTER = (float) Math.log(0.25);
  private static final float NEVER = Float.NEGATIVE_INFINITY;

  /** Frames in which a, then blank or b, then b or a, then nothing at all is probable. */
  private static final Emissions EMISSIONS =
      new Emissions(
          FloatMatrix.wrap(
              4,
              3,
              new float[] {
                0, NEVER, NEVER, //
                NEVER, HALF, HALF, QUARTER, HALF, QUARTER, NEVER, NEVER, NEVER
              }),
          0.02);

  @Test
  void aPathThatIsTheBestHasNoMargin() {
    WordEvidence word = evidence(List.of(), List.of(word(0, 0, 1, 1, 2, 3))).get(0);
    assertThat(word.margin()).isZero();
    assertThat(word.letters()).isEqualTo(Math.log(2));
    assertThat(word.framesPerLetter()).isEqualTo(1.5);
  }

  @Test
  void aPathThatIsNotTheBestIsBehindByItsMargin() {
    WordEvidence word = evidence(List.of(), List.of(word(0, 2, 3))).get(0);
    assertThat(word.margin()).isCloseTo(Math.log(0.5), offset(1e-6));
  }

  @Test
  void anImpossiblePathHasTheLeastMargin() {
    assertThat(evidence(List.of(), List.of(word(1, 0, 1))).get(0).margin()).isEqualTo(-30);
  }

  @Test
  void aFrameInWhichNothingIsPossibleSaysNothing() {
    WordEvidence word = evidence(List.of(), List.of(word(1, 3, 4))).get(0);
    assertThat(word.margin()).isZero();
    assertThat(word.entropy()).isZero();
  }

  @Test
  void entropyIsThatOfTheWordsFramesAndOfAllWords() {
    List<WordEvidence> words = evidence(List.of(), List.of(word(0, 0, 1), word(1, 1, 2)));
    assertThat(words.get(0).entropy()).isZero();
    assertThat(words.get(1).entropy()).isCloseTo(Math.log(2), offset(1e-6));
    assertThat(words)
        .allSatisfy(
            word -> assertThat(word.surroundings()).isCloseTo(Math.log(2) / 2, offset(1e-6)));
  }

  @Test
  void theLanguageModelSpeaksForTheWordAndTheNext() {
    List<WordEvidence> words =
        evidence(List.of(-1.0, -2.0, -3.0), List.of(word(0, 0, 1), word(1, 1, 2)));
    assertThat(words)
        .extracting(WordEvidence::language)
        .containsExactly(Optional.of(new Language(-1, -2)), Optional.of(new Language(-2, -3)));
  }

  @Test
  void confidenceIsALogisticFunctionOfTheEvidence() {
    WordConfidence confidence =
        new WordConfidence(
            List.of(0.5, 1.0, 2.0, 3.0, 4.0, 5.0), List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0));
    assertThat(confidence.of(new WordEvidence(1, -1, 1, -1, 0.1, Optional.empty())))
        .isCloseTo(1 / (1 + Math.exp(-(0.5 + 1 - 2 + 3 - 4 + 0.5))), offset(1e-12));
    assertThat(confidence.of(new WordEvidence(9, 9, 9, 9, 9, Optional.of(new Language(-1, 0.5)))))
        .isEqualTo(0.5);
  }

  @Test
  void weightsOfAnotherNumberAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordConfidence(List.of(1.0), List.of(1.0)))
        .withMessageContaining("surroundings");
  }

  private static List<WordEvidence> evidence(
      List<Double> wordLogProbs, List<List<TokenSpan>> words) {
    return WordEvidence.of(EMISSIONS, BLANK, words, wordLogProbs);
  }

  /** Tokens with their first frame and the frame after their last. */
  private static List<TokenSpan> word(int... tokens) {
    List<TokenSpan> spans = new ArrayList<>();
    for (int i = 0; i < tokens.length; i += 3) {
      spans.add(new TokenSpan(tokens[i], tokens[i + 1], tokens[i + 2], -1));
    }
    return spans;
  }
}
