package dev.quartzite.decoding;

/**
 * How {@link BeamSearchCtcDecoder} searches and what a language model counts. Immutable; start from
 * {@link #defaults()}. Natural logarithms.
 *
 * <p>The score of a text W is ln P_ctc(W) + {@code languageModelWeight} · ln P_lm(W) + {@code
 * wordBonus} · |W| (α and β of Hannun et al. 2014), with {@code unknownWordScore} added to ln P_lm
 * for each word that the model does not know. Without a language model it is ln P_ctc(W).
 *
 * @param beamWidth prefixes that are kept from frame to frame, at least 1
 * @param tokenFloor log-probability below which a token is not tried in a frame, unless it is the
 *     frame's best
 * @param beamFloor how far below the best prefix another may score and be kept, 0 or less
 * @param languageModelWeight what the language model's log-probability is multiplied by, 0 or more
 * @param wordBonus what each word adds, against the language model's liking for few words
 * @param unknownWordScore what the language model's log-probability of an unknown word is reduced
 *     by, 0 or less
 * @param unknownPrefixScore the same for a word that is not finished and that no known word begins
 *     with, 0 or less; it counts while the word grows and not in the end
 * @param nBest hypotheses that are given, at least 1
 */
public record BeamSearchOptions(
    int beamWidth,
    double tokenFloor,
    double beamFloor,
    double languageModelWeight,
    double wordBonus,
    double unknownWordScore,
    double unknownPrefixScore,
    int nBest) {
  private static final BeamSearchOptions DEFAULTS =
      new BeamSearchOptions(100, -5, -10, 0.5, 1.5, -20, -20, 1);

  /** Checks the range of each. */
  public BeamSearchOptions {
    require(beamWidth >= 1, "the beam width is 1 or more", beamWidth);
    require(tokenFloor <= 0, "the token floor is a log-probability, 0 or less", tokenFloor);
    require(beamFloor <= 0, "the beam floor is 0 or less", beamFloor);
    require(
        languageModelWeight >= 0 && languageModelWeight < Double.POSITIVE_INFINITY,
        "the language model's weight is 0 or more",
        languageModelWeight);
    require(Double.isFinite(wordBonus), "the word bonus is a finite number", wordBonus);
    require(
        unknownWordScore <= 0 && unknownWordScore > Double.NEGATIVE_INFINITY,
        "the score of an unknown word is 0 or less and finite",
        unknownWordScore);
    require(
        unknownPrefixScore <= 0 && unknownPrefixScore > Double.NEGATIVE_INFINITY,
        "the score of an unknown prefix is 0 or less and finite",
        unknownPrefixScore);
    require(nBest >= 1, "the number of hypotheses is 1 or more", nBest);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }

  /** The settings that do best on the recordings measured. */
  public static BeamSearchOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another beam width. */
  public BeamSearchOptions withBeamWidth(int width) {
    return new BeamSearchOptions(
        width,
        tokenFloor,
        beamFloor,
        languageModelWeight,
        wordBonus,
        unknownWordScore,
        unknownPrefixScore,
        nBest);
  }

  /** These options with another token floor and beam floor. */
  public BeamSearchOptions withFloors(double token, double beam) {
    return new BeamSearchOptions(
        beamWidth,
        token,
        beam,
        languageModelWeight,
        wordBonus,
        unknownWordScore,
        unknownPrefixScore,
        nBest);
  }

  /** These options with another weight of the language model. */
  public BeamSearchOptions withLanguageModelWeight(double weight) {
    return new BeamSearchOptions(
        beamWidth,
        tokenFloor,
        beamFloor,
        weight,
        wordBonus,
        unknownWordScore,
        unknownPrefixScore,
        nBest);
  }

  /** These options with another word bonus. */
  public BeamSearchOptions withWordBonus(double bonus) {
    return new BeamSearchOptions(
        beamWidth,
        tokenFloor,
        beamFloor,
        languageModelWeight,
        bonus,
        unknownWordScore,
        unknownPrefixScore,
        nBest);
  }

  /** These options with another number of hypotheses. */
  public BeamSearchOptions withNBest(int hypotheses) {
    return new BeamSearchOptions(
        beamWidth,
        tokenFloor,
        beamFloor,
        languageModelWeight,
        wordBonus,
        unknownWordScore,
        unknownPrefixScore,
        hypotheses);
  }
}
