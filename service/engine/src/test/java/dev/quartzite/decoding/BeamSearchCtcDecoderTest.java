package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.SmallArpa;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamSearchCtcDecoderTest extends CtcDecoderContract {
  @Override
  CtcDecoder decoder(Alphabet alphabet) {
    return new BeamSearchCtcDecoder(alphabet);
  }

  @Test
  void aTextIsWorthAllOfItsAlignmentsTogether() {
    // Each of a_, _a and aa is less probable than __, together they are more.
    Emissions twice = TestEmissions.ofRows(row(0, 0.45, 0, 0.55), row(0, 0.45, 0, 0.55));
    assertThat(new GreedyCtcDecoder(ALPHABET).decode(twice).get(0).text(ALPHABET)).isEmpty();
    Hypothesis best = decoder(ALPHABET).decode(twice).get(0);
    assertThat(best.text(ALPHABET)).isEqualTo("a");
    assertThat(best.acousticScore()).isCloseTo(Math.log(1 - 0.55 * 0.55), offset(1e-6));
  }

  @Test
  void spacesStandBetweenWordsOnly() {
    assertThat(decoder(ALPHABET).decode(TestEmissions.ofPath(" a _ b ")).get(0).text(ALPHABET))
        .isEqualTo("a b");
  }

  @Test
  void theLanguageModelChoosesBetweenWordsThatSoundAlike() {
    // By sound rather "a b". The model takes "a b" for 10^-2.875 and "a a" for 10^-2.3125.
    Emissions emissions =
        TestEmissions.ofRows(
            row(0, 0.98, 0.01, 0.01), row(0.98, 0, 0.01, 0.01), row(0, 0.44, 0.55, 0.01));
    assertThat(text(LanguageModel.none(), emissions)).isEqualTo("a b");
    assertThat(text(SmallArpa.model(), emissions)).isEqualTo("a a");
  }

  @Test
  void hypothesesAreDistinctTextsWithTheirScoresApart() {
    BeamSearchOptions options =
        BeamSearchOptions.defaults()
            .withFloors(-100, -100)
            .withLanguageModelWeight(0.5)
            .withWordBonus(1)
            .withNBest(4);
    List<Hypothesis> hypotheses =
        new BeamSearchCtcDecoder(ALPHABET, SmallArpa.model(), HotWords.none(), options)
            .decode(TestEmissions.ofPath("a b"));
    assertThat(hypotheses).hasSize(4);
    assertThat(hypotheses).extracting(h -> h.text(ALPHABET)).doesNotHaveDuplicates();
    assertThat(hypotheses).isSortedAccordingTo((x, y) -> Double.compare(y.score(), x.score()));
    Hypothesis both =
        hypotheses.stream().filter(h -> h.text(ALPHABET).equals("a b")).findFirst().orElseThrow();
    // ln P(a b </s>) by hand: <s> a, then <s> a b, then the back-offs of "a b" and "b", and </s>.
    double language = 0.5 * Math.log(10) * (-0.5 - 0.75 - 1 - 0.125 - 1) + 2 * 1;
    assertThat(both.languageScore()).isCloseTo(language, offset(0.01));
    assertThat(both.score()).isEqualTo(both.acousticScore() + both.languageScore());
  }

  @Test
  void tokensOfSeveralLettersSpellATextOnce() {
    Alphabet syllables = Alphabet.of(List.of("a", "b", "ab"), 3);
    BeamSearchOptions options = BeamSearchOptions.defaults().withFloors(-100, -100).withNBest(20);
    CtcDecoder decoder =
        new BeamSearchCtcDecoder(syllables, LanguageModel.none(), HotWords.none(), options);
    assertThat(decoder.decode(TestEmissions.ofPath("aab")))
        .extracting(hypothesis -> hypothesis.text(syllables))
        .contains("ab")
        .doesNotHaveDuplicates();
  }

  @Test
  void aFrameInWhichNothingIsPossibleSaysNothing() {
    Emissions emissions = TestEmissions.ofRows(row(0.1, 0.8, 0.1, 0), row(0, 0, 0, 0));
    assertThat(decoder(ALPHABET).decode(emissions).get(0).text(ALPHABET)).isEqualTo("a");
  }

  @Test
  void optionsOutOfRangeAreRefusedWithTheirValue() {
    BeamSearchOptions defaults = BeamSearchOptions.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withBeamWidth(0))
        .withMessage("the beam width is 1 or more, not 0");
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withFloors(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withFloors(-1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withLanguageModelWeight(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withWordBonus(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withNBest(0));
  }

  private static double[] row(double... probabilities) {
    return probabilities;
  }

  private static String text(LanguageModel model, Emissions emissions) {
    return new BeamSearchCtcDecoder(ALPHABET, model, HotWords.none(), BeamSearchOptions.defaults())
        .decode(emissions)
        .get(0)
        .text(ALPHABET);
  }
}
