package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.acoustic.Emissions;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ForcedAlignerTest {
  private static final int SPACE = 0;
  private static final int A = 1;
  private static final int B = 2;
  private static final ForcedAligner ALIGNER = new ForcedAligner(ALPHABET);

  @Test
  void tokensGetTheFramesInWhichTheyAreHeard() {
    assertThat(align("__aa_ab_", A, A, B))
        .extracting(TokenSpan::token, TokenSpan::startFrame, TokenSpan::endFrame)
        .containsExactly(tuple(A, 2, 4), tuple(A, 5, 6), tuple(B, 6, 7));
  }

  @Test
  void theLogProbIsTheMeanOverTheFrames() {
    List<TokenSpan> spans = align("aab", A, B);
    assertThat(spans.get(0).logProb()).isCloseTo(Math.log(0.7), offset(1e-6));
  }

  @Test
  void aTextThatWasNotSaidIsAlignedAllTheSame() {
    assertThat(align("__a_", A, B, A)).hasSize(3);
    float no = Float.NEGATIVE_INFINITY;
    Emissions silence = TestEmissions.of(4, no, no, no, 0, no, no, no, 0);
    assertThat(ALIGNER.align(silence, new int[] {A})).hasSize(1);
  }

  @Test
  void oneSpaceStandsForAnyNumberThatWereHeard() {
    assertThat(align("  a _ b ", A, SPACE, B))
        .extracting(TokenSpan::token, TokenSpan::startFrame)
        .contains(tuple(A, 2), tuple(B, 6));
    Emissions certain = TestEmissions.ofPath(" a ", 1 - 1e-7);
    assertThat(ALIGNER.align(certain, new int[] {A}).get(0).startFrame()).isEqualTo(1);
  }

  @Test
  void noTokensHaveNoSpans() {
    assertThat(align("__")).isEmpty();
    assertThat(align("")).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsRefusedWithTheFramesThatItNeeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> align("aaa", A, A, B))
        .withMessage("the text needs 4 frames (3 tokens, 1 of them repeated), the recording has 3");
    assertThat(align("a_ab", A, A, B)).hasSize(3);
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> align("aaa", ALPHABET.blank()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> align("aaa", A, 4))
        .withMessageContaining("token 1")
        .withMessageContaining("it is 4");
  }

  @Property(tries = 300)
  void noOtherAlignmentIsMoreProbable(
      @ForAll("logProbs") float[] logProbs, @ForAll("tokens") List<Integer> tokens) {
    Emissions emissions = TestEmissions.of(3, logProbs);
    Alphabet alphabet = Alphabet.of(List.of("a", "b"), 2);
    int[] text = tokens.stream().mapToInt(Integer::intValue).toArray();
    double found = logProb(new ForcedAligner(alphabet).align(emissions, text), emissions);
    assertThat(found).isCloseTo(best(emissions, text, 0, 0, -1), offset(1e-4));
  }

  /** The log-probability of the one path that these spans leave. */
  private static double logProb(List<TokenSpan> spans, Emissions emissions) {
    int[] path = new int[emissions.frames()];
    java.util.Arrays.fill(path, 2);
    for (TokenSpan span : spans) {
      java.util.Arrays.fill(path, span.startFrame(), span.endFrame(), span.token());
    }
    double sum = 0;
    for (int frame = 0; frame < path.length; frame++) {
      sum += emissions.logProbs().get(frame, path[frame]);
    }
    return sum;
  }

  /** The best of all paths, tried one by one, that read as the text from a token on. */
  private static double best(Emissions emissions, int[] text, int frame, int read, int last) {
    if (frame == emissions.frames()) {
      return read == text.length ? 0 : Double.NEGATIVE_INFINITY;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int token = 0; token < 3; token++) {
      boolean isNew = token != 2 && token != last;
      if (!isNew || (read < text.length && text[read] == token)) {
        double rest = best(emissions, text, frame + 1, isNew ? read + 1 : read, token);
        best = Math.max(best, emissions.logProbs().get(frame, token) + rest);
      }
    }
    return best;
  }

  @Provide
  Arbitrary<float[]> logProbs() {
    return Arbitraries.floats().between(-9, 0).array(float[].class).ofSize(3 * 6);
  }

  @Provide
  Arbitrary<List<Integer>> tokens() {
    return Arbitraries.integers().between(0, 1).list().ofMaxSize(3);
  }

  private static List<TokenSpan> align(String path, int... tokens) {
    return ALIGNER.align(TestEmissions.ofPath(path), tokens);
  }
}
