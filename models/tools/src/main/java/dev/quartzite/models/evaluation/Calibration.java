package dev.quartzite.models.evaluation;

import dev.quartzite.acoustic.ModelException;
import dev.quartzite.decoding.WordConfidence;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Words to fit a confidence to, and words to test it on. Immutable.
 *
 * @param seen the words that it is fitted to, by the list that they are from
 * @param unseen words of other recordings of the same lists
 */
record Calibration(Map<String, List<HeardWord>> seen, Map<String, List<HeardWord>> unseen) {
  private static final int FEWEST_WORDS = 100;

  List<HeardWord> seenWords() {
    return seen.values().stream().flatMap(Collection::stream).toList();
  }

  List<HeardWord> unseenWords() {
    return unseen.values().stream().flatMap(Collection::stream).toList();
  }

  /**
   * The weights of a {@link WordConfidence} that fit the seen words best.
   *
   * @throws ModelException if they are too few, or all of them right, or all wrong
   */
  List<Double> fit() {
    List<HeardWord> words = seenWords();
    long right = words.stream().filter(HeardWord::right).count();
    if (words.size() < FEWEST_WORDS || right == 0 || right == words.size()) {
      throw new ModelException(
          "a calibration needs at least %d words, right ones and wrong ones; here are %d, %d of them right"
              .formatted(FEWEST_WORDS, words.size(), right));
    }
    double[][] inputs =
        words.stream().map(word -> WordConfidence.inputs(word.evidence())).toArray(double[][]::new);
    boolean[] answers = new boolean[inputs.length];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = words.get(i).right();
    }
    return Arrays.stream(LogisticRegression.fit(inputs, answers)).boxed().toList();
  }
}
