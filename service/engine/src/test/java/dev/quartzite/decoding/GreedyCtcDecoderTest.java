package dev.quartzite.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.FloatMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreedyCtcDecoderTest {
  private static final Alphabet ALPHABET = Alphabet.of(List.of(" ", "a", "b"), 3);
  private static final GreedyCtcDecoder DECODER = new GreedyCtcDecoder(ALPHABET);

  @Test
  void repetitionsMergeAndBlanksSeparateThem() {
    Hypothesis hypothesis = decode("aa_ab b__");
    assertThat(hypothesis.text(ALPHABET)).isEqualTo("aab b");
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

  @Test
  void nothingButBlanksAndNoFramesAreEmpty() {
    assertThat(decode("____").tokens()).isEmpty();
    assertThat(decode("").tokens()).isEmpty();
  }

  @Test
  void emissionsOfAnotherAlphabetAreRefused() {
    Emissions other = new Emissions(FloatMatrix.wrap(1, 2, new float[2]), 0.02);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DECODER.decode(other))
        .withMessage("the alphabet has 4 tokens, the emissions have 2");
  }

  @Test
  void emissionsThatAreNoProbabilitiesAreRefusedWithTheirFrame() {
    FloatMatrix broken = FloatMatrix.wrap(2, 2, new float[] {0, 0, 0, Float.NaN});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Emissions(broken, 0.02))
        .withMessageContaining("frame 1 has NaN for token 1");
    FloatMatrix infinite = FloatMatrix.wrap(1, 1, new float[] {Float.POSITIVE_INFINITY});
    assertThatIllegalArgumentException().isThrownBy(() -> new Emissions(infinite, 0.02));
  }

  private static Hypothesis decode(String path) {
    float[] values = new float[path.length() * 4];
    for (int frame = 0; frame < path.length(); frame++) {
      for (int token = 0; token < 4; token++) {
        boolean best = " ab_".charAt(token) == path.charAt(frame);
        values[4 * frame + token] = (float) Math.log(best ? 0.7 : 0.1);
      }
    }
    return DECODER.decode(new Emissions(FloatMatrix.wrap(path.length(), 4, values), 0.02)).get(0);
  }
}
