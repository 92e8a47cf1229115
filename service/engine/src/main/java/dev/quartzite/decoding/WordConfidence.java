package dev.quartzite.decoding;

import java.util.List;
import java.util.stream.Stream;

/**
 * How sure a word is, in [0, 1]: a logistic function of its {@link WordEvidence}. With weights
 * fitted to a model's words that were right and wrong, words said to be 0.9 sure are right nine
 * times in ten (Platt 1999). There are weights for words that a language model had a say in and
 * weights for words by sound alone, which are wrong in other ways. Immutable.
 *
 * @param bySound weights of {@link #SOUND}, in their order
 * @param withLanguageModel weights of {@link #LANGUAGE}, in their order
 */
public record WordConfidence(List<Double> bySound, List<Double> withLanguageModel) {
  /** Names of what is weighed without a language model. */
  public static final List<String> SOUND =
      List.of("bias", "letters", "margin", "entropy", "surroundings", "framesPerLetter");

  /** Names of what is weighed with a language model. */
  public static final List<String> LANGUAGE =
      Stream.concat(SOUND.stream(), Stream.of("word", "nextWord")).toList();

  /** Copies the lists and checks their lengths. */
  public WordConfidence {
    bySound = List.copyOf(bySound);
    withLanguageModel = List.copyOf(withLanguageModel);
    if (bySound.size() != SOUND.size() || withLanguageModel.size() != LANGUAGE.size()) {
      throw new IllegalArgumentException(
          "the weights are those of %s and %s, not %s and %s"
              .formatted(SOUND, LANGUAGE, bySound, withLanguageModel));
    }
  }

  /**
   * For a model that was never calibrated: what fits QuartzNet 15x5 on LibriSpeech. It orders the
   * words of other models well and promises no more.
   */
  public static WordConfidence uncalibrated() {
    return new WordConfidence(
        List.of(6.5, -0.2, 0.0, -11.8, -3.7, -1.1),
        List.of(5.3, 0.9, 0.33, -7.1, -4.2, 0.04, 0.28, 0.094));
  }

  /** What is weighed of a word, in the order of {@link #SOUND} or {@link #LANGUAGE}. */
  public static double[] inputs(WordEvidence word) {
    return Stream.concat(
            Stream.of(
                1.0,
                word.letters(),
                word.margin(),
                word.entropy(),
                word.surroundings(),
                word.framesPerLetter()),
            word.language().stream().flatMap(said -> Stream.of(said.word(), said.next())))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** How sure a word is. */
  public double of(WordEvidence word) {
    double[] inputs = inputs(word);
    List<Double> weights = word.language().isPresent() ? withLanguageModel : bySound;
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      sum += weights.get(i) * inputs[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
