package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class GreedyCtcDecoderTest extends CtcDecoderContract {
  @Override
  CtcDecoder decoder(Alphabet alphabet) {
    return new GreedyCtcDecoder(alphabet);
  }

  @Test
  void aSpanIsTheRunOfItsToken() {
    Hypothesis hypothesis = decode("aa_ab b__");
    assertThat(hypothesis.tokens())
        .extracting(TokenSpan::startFrame, TokenSpan::endFrame)
        .containsExactly(tuple(0, 2), tuple(3, 4), tuple(4, 5), tuple(5, 6), tuple(6, 7));
  }

  @Test
  void scoreIsThatOfTheBestPath() {
    Hypothesis hypothesis = decode("ab_");
    assertThat(hypothesis.acousticScore()).isCloseTo(3 * Math.log(0.7), offset(1e-6));
    assertThat(hypothesis.tokens().get(0).logProb()).isCloseTo(Math.log(0.7), offset(1e-6));
    assertThat(hypothesis.languageScore()).isZero();
  }

  private Hypothesis decode(String path) {
    return decoder(ALPHABET).decode(TestEmissions.ofPath(path)).get(0);
  }
}
