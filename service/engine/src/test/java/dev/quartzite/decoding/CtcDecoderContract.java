package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartzite.acoustic.Emissions;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every decoder keeps to. */
abstract class CtcDecoderContract {
  abstract CtcDecoder decoder(Alphabet alphabet);

  @Test
  void repetitionsMergeAndBlanksSeparateThem() {
    assertThat(text("aa_ab b__")).isEqualTo("aab b");
  }

  @Test
  void nothingButBlanksIsEmpty() {
    Hypothesis hypothesis = decode(TestEmissions.ofPath("____"));
    assertThat(hypothesis.tokens()).isEmpty();
    assertThat(hypothesis.languageScore()).isZero();
  }

  @Test
  void noFramesAreEmptyAndCertain() {
    Hypothesis hypothesis = decode(TestEmissions.ofPath(""));
    assertThat(hypothesis.tokens()).isEmpty();
    assertThat(hypothesis.acousticScore()).isZero();
  }

  @Test
  void oneFrameIsEnoughForAToken() {
    assertThat(decode(TestEmissions.ofPath("a")).tokens())
        .containsExactly(new TokenSpan(1, 0, 1, (float) Math.log(0.7)));
  }

  @Test
  void aFrameOfCertaintyIsNoTrouble() {
    float no = Float.NEGATIVE_INFINITY;
    Hypothesis hypothesis = decode(TestEmissions.of(4, no, 0, no, no, no, no, no, 0));
    assertThat(hypothesis.text(ALPHABET)).isEqualTo("a");
    assertThat(hypothesis.acousticScore()).isZero();
  }

  @Test
  void aLongRecordingDoesNotRunOutOfNumbers() {
    String letters =
        new SplittableRandom(1)
            .ints(4000, 0, 2)
            .mapToObj(letter -> letter == 0 ? "a" : "b")
            .collect(Collectors.joining());
    Emissions emissions = TestEmissions.ofPath(letters.replaceAll("[ab]", "_$0"), 0.9);
    Hypothesis hypothesis = decode(emissions);
    assertThat(hypothesis.text(ALPHABET)).isEqualTo(letters);
    assertThat(hypothesis.acousticScore()).isBetween(8000 * Math.log(0.9) - 1, -500.0);
  }

  @Test
  void spansLieInOrderWithinTheRecording() {
    Emissions emissions = TestEmissions.ofPath("_aa_ab  b_");
    List<TokenSpan> spans = decode(emissions).tokens();
    assertThat(spans).allMatch(span -> span.startFrame() < span.endFrame());
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).startFrame()).isGreaterThanOrEqualTo(spans.get(i - 1).endFrame());
    }
    assertThat(spans.get(0).startFrame()).isEqualTo(1);
    assertThat(spans.get(spans.size() - 1).endFrame()).isEqualTo(9);
  }

  @Test
  void alphabetsMayHaveNoSpace() {
    CtcDecoder decoder = decoder(Alphabet.of(List.of("一", "二"), 0));
    Emissions emissions = TestEmissions.of(3, -3, -0.1f, -3, -0.1f, -3, -3, -3, -3, -0.1f);
    assertThat(decoder.decode(emissions).get(0).tokens())
        .extracting(TokenSpan::token)
        .containsExactly(1, 2);
  }

  @Test
  void emissionsOfAnotherAlphabetAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(TestEmissions.of(2, 0, 0)))
        .withMessage("the alphabet has 4 tokens, the emissions have 2");
  }

  @Test
  void emissionsThatAreNoProbabilitiesAreRefusedWithTheirFrame() {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decode(TestEmissions.of(4, 0, 0, 0, 0, 0, 0, wrong, 0)))
          .withMessageContaining("frame 1 has " + wrong + " for token 2");
    }
  }

  @Test
  void threadsShareADecoder() {
    CtcDecoder decoder = decoder(ALPHABET);
    Emissions emissions = TestEmissions.ofPath("ab a_ab b_".repeat(20), 0.5);
    List<Hypothesis> alone = decoder.decode(emissions);
    assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> decoder.decode(emissions)).toList())
        .isEqualTo(Collections.nCopies(64, alone));
  }

  private String text(String path) {
    return decode(TestEmissions.ofPath(path)).text(ALPHABET);
  }

  private Hypothesis decode(Emissions emissions) {
    return decoder(ALPHABET).decode(emissions).get(0);
  }
}
