package dev.quartzite.lm;

/**
 * The probability of words after the words before them. Implementations are immutable and safe for
 * any number of threads.
 *
 * <p>A <em>state</em> is what a model remembers of a history: an int that is a value. Histories of
 * equal state score all that follows alike. It means something to the model that gave it only.
 *
 * <p>{@link #score} answers with two numbers in one long, so that a decoder asks millions of times
 * a second without allocating: take them apart with {@link #logProb} and {@link #state}.
 */
public interface LanguageModel {
  /** The words that this model knows. */
  Vocabulary vocabulary();

  /** The state at the beginning of a sentence. */
  int start();

  /**
   * Scores a word.
   *
   * @param state the state before the word
   * @param word id of the word in the {@link #vocabulary()}
   * @return ln P(word | state) and the state after the word
   */
  long score(int state, int word);

  /** The model that knows no words and has nothing to say: all scores are 0. */
  static LanguageModel none() {
    return NoLanguageModel.INSTANCE;
  }

  /** The log-probability in an answer of {@link #score}, natural log. */
  static float logProb(long scored) {
    return Float.intBitsToFloat((int) (scored >>> Integer.SIZE));
  }

  /** The state in an answer of {@link #score}. */
  static int state(long scored) {
    return (int) scored;
  }
}
