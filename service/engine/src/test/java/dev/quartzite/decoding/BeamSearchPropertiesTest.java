package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.SmallArpa;
import dev.quartzite.lm.Vocabulary;
import dev.quartzite.math.FloatMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Laws of prefix beam search, for up to five frames over a space, a, b and the blank. */
class BeamSearchPropertiesTest {
  private static final double TOLERANCE = 1e-5;
  private static final int ALL = 10_000;
  private static final LanguageModel MODEL = SmallArpa.model();

  @Property(tries = 200)
  void aWideBeamSumsOverAllAlignments(@ForAll("emissions") Emissions emissions) {
    Map<String, Double> expected = AlignmentOracle.logProbs(ALPHABET, emissions);
    List<Hypothesis> found = wide(LanguageModel.none(), HotWords.none(), 0, 0).decode(emissions);
    assertThat(found).hasSameSizeAs(expected.keySet());
    assertThat(found)
        .allSatisfy(
            hypothesis ->
                assertThat(hypothesis.acousticScore())
                    .isCloseTo(expected.get(text(hypothesis)), offset(TOLERANCE)));
    assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(h -> -h.score()));
  }

  @Property(tries = 200)
  void theLanguageScoreIsThatOfTheSentence(
      @ForAll("emissions") Emissions emissions,
      @ForAll @DoubleRange(max = 3) double weight,
      @ForAll @DoubleRange(min = -3, max = 3) double bonus) {
    BeamSearchCtcDecoder decoder = wide(MODEL, HotWords.none(), weight, bonus);
    assertThat(decoder.decode(emissions))
        .allSatisfy(
            hypothesis ->
                assertThat(hypothesis.languageScore())
                    .isCloseTo(sentence(text(hypothesis), weight, bonus), offset(TOLERANCE)));
  }

  private static double sentence(String text, double weight, double bonus) {
    Vocabulary vocabulary = MODEL.vocabulary();
    int state = MODEL.start();
    double sum = 0;
    for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int id = vocabulary.word(word);
      long scored = MODEL.score(state, id == Vocabulary.NONE ? vocabulary.unknown() : id);
      double unknown = id == Vocabulary.NONE ? BeamSearchOptions.defaults().unknownWordScore() : 0;
      sum += weight * (LanguageModel.logProb(scored) + unknown) + bonus;
      state = LanguageModel.state(scored);
    }
    return sum + weight * LanguageModel.logProb(MODEL.score(state, vocabulary.endOfSentence()));
  }

  @Property(tries = 200)
  void hotWordsAddTheirBoostForEachOccurrenceAndNothingElse(
      @ForAll("emissions") Emissions emissions, @ForAll("phrase") String phrase) {
    HotWords hotWords = new HotWords(List.of(new HotWord(phrase, 2.5, List.of())));
    assertThat(wide(LanguageModel.none(), hotWords, 0, 0).decode(emissions))
        .allSatisfy(
            hypothesis ->
                assertThat(hypothesis.languageScore())
                    .isCloseTo(2.5 * occurrences(phrase, text(hypothesis)), offset(TOLERANCE)));
  }

  private static int occurrences(String phrase, String text) {
    int count = 0;
    String bounded = " " + text + " ";
    int at = bounded.indexOf(" " + phrase + " ");
    while (at >= 0) {
      count++;
      at = bounded.indexOf(" " + phrase + " ", at + 1);
    }
    return count;
  }

  @Property
  void noTextIsScoredHigherThanItsSumOverAllAlignments(
      @ForAll("emissions") Emissions emissions,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll @DoubleRange(min = -6, max = 0) double floor) {
    Map<String, Double> sums = AlignmentOracle.logProbs(ALPHABET, emissions);
    assertThat(decoder(LanguageModel.none(), width, floor, 0, 0).decode(emissions))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(width)
        .allSatisfy(
            hypothesis ->
                assertThat(hypothesis.acousticScore())
                    .isLessThanOrEqualTo(
                        sums.getOrDefault(text(hypothesis), Double.NaN) + TOLERANCE));
  }

  @Property
  void theProbabilitiesOfAllTextsAddUpToOneAtMost(@ForAll("emissions") Emissions emissions) {
    double sum =
        wide(MODEL, HotWords.none(), 1, 1).decode(emissions).stream()
            .mapToDouble(hypothesis -> Math.exp(hypothesis.acousticScore()))
            .sum();
    assertThat(sum).isLessThanOrEqualTo(1 + TOLERANCE);
  }

  @Property
  void aCertainBlankBeforeOrAfterChangesNothing(
      @ForAll("emissions") Emissions emissions, @ForAll boolean before) {
    BeamSearchCtcDecoder decoder = decoder(MODEL, 20, -10, 0.5, 1.5);
    List<Hypothesis> longer = decoder.decode(withBlank(emissions, before));
    List<Hypothesis> shorter = decoder.decode(emissions);
    assertThat(longer)
        .extracting(BeamSearchPropertiesTest::text)
        .isEqualTo(shorter.stream().map(BeamSearchPropertiesTest::text).toList());
    assertThat(longer)
        .zipSatisfy(
            shorter, (x, y) -> assertThat(x.score()).isCloseTo(y.score(), offset(TOLERANCE)));
  }

  private static Emissions withBlank(Emissions emissions, boolean before) {
    int tokens = emissions.tokens();
    float[] values = emissions.logProbs().toArray();
    float[] longer = new float[values.length + tokens];
    System.arraycopy(values, 0, longer, before ? tokens : 0, values.length);
    int frame = before ? 0 : emissions.frames();
    for (int token = 0; token < tokens; token++) {
      longer[frame * tokens + token] = token == ALPHABET.blank() ? 0 : Float.NEGATIVE_INFINITY;
    }
    return TestEmissions.of(tokens, longer);
  }

  @Property
  void weightZeroAndBonusZeroEqualNoLanguageModel(@ForAll("emissions") Emissions emissions) {
    assertThat(decoder(MODEL, 5, -5, 0, 0).decode(emissions))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("wordLogProbs")
        .isEqualTo(decoder(LanguageModel.none(), 5, -5, 0.5, 1.5).decode(emissions));
  }

  @Property
  void certainBlanksAreEmpty(@ForAll @IntRange(max = 50) int frames) {
    float[] blanks = new float[frames * ALPHABET.size()];
    Arrays.fill(blanks, Float.NEGATIVE_INFINITY);
    for (int frame = 0; frame < frames; frame++) {
      blanks[frame * ALPHABET.size() + ALPHABET.blank()] = 0;
    }
    assertThat(decoder(MODEL, 5, -5, 0.5, 1.5).decode(TestEmissions.of(ALPHABET.size(), blanks)))
        .extracting(BeamSearchPropertiesTest::text)
        .containsExactly("");
  }

  @Property
  void anyNumberThatIsNoLogProbabilityIsRefusedWithItsFrame(
      @ForAll @IntRange(min = 1, max = 50) int frames,
      @ForAll("noLogProbability") float wrong,
      @ForAll Random random) {
    float[] values = new float[frames * ALPHABET.size()];
    int place = random.nextInt(values.length);
    values[place] = wrong;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestEmissions.of(ALPHABET.size(), values))
        .withMessageContaining("frame %d has %s", place / ALPHABET.size(), wrong);
  }

  @Provide
  Arbitrary<Float> noLogProbability() {
    return Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY);
  }

  private static BeamSearchCtcDecoder wide(
      LanguageModel model, HotWords hotWords, double weight, double bonus) {
    return new BeamSearchCtcDecoder(
        ALPHABET, model, hotWords, options(ALL, Double.NEGATIVE_INFINITY, weight, bonus));
  }

  private static BeamSearchCtcDecoder decoder(
      LanguageModel model, int width, double floor, double weight, double bonus) {
    return new BeamSearchCtcDecoder(
        ALPHABET, model, HotWords.none(), options(width, floor, weight, bonus));
  }

  private static BeamSearchOptions options(int width, double floor, double weight, double bonus) {
    return BeamSearchOptions.defaults()
        .withBeamWidth(width)
        .withFloors(floor, floor)
        .withLanguageModelWeight(weight)
        .withWordBonus(bonus)
        .withNBest(ALL);
  }

  private static String text(Hypothesis hypothesis) {
    return hypothesis.text(ALPHABET);
  }

  @Provide
  Arbitrary<String> phrase() {
    return Arbitraries.of("a", "b", "ab", "a b", "b a", "aba");
  }

  /** Rows of any shape, from nearly certain to even, each a distribution. */
  @Provide
  Arbitrary<Emissions> emissions() {
    Arbitrary<double[]> row =
        Arbitraries.doubles().between(-12, 12).array(double[].class).ofSize(ALPHABET.size());
    return row.list().ofMaxSize(5).map(BeamSearchPropertiesTest::normalised);
  }

  private static Emissions normalised(List<double[]> rows) {
    float[] values = new float[rows.size() * ALPHABET.size()];
    int i = 0;
    for (double[] row : rows) {
      double sum = 0;
      for (double logit : row) {
        sum += Math.exp(logit);
      }
      for (double logit : row) {
        values[i++] = (float) (logit - Math.log(sum));
      }
    }
    return new Emissions(FloatMatrix.wrap(rows.size(), ALPHABET.size(), values), 0.02);
  }
}
