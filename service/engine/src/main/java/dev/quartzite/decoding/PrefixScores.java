package dev.quartzite.decoding;

import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.Vocabulary;
import java.util.Arrays;

/**
 * What language model and hot words say of the prefixes of one search. One thread at a time.
 *
 * <p>A prefix has a <em>language score</em>, of its finished words and hot words, which stays with
 * all that follows, and a <em>rank</em>, which adds what is in the balance: the loss for a word
 * that begins like no known one, the credit for a hot word half said.
 */
final class PrefixScores {
  private static final int FIRST_CAPACITY = 1 << 10;

  private final Alphabet alphabet;
  private final int space;
  private final LanguageModel model;
  private final Vocabulary vocabulary;
  private final HotWordAutomaton hotWords;
  private final BeamSearchOptions options;
  private final double weight;
  private final double wordBonus;

  private int[] history = new int[FIRST_CAPACITY];
  private int[] letters = new int[FIRST_CAPACITY];
  private int[] hotWord = new int[FIRST_CAPACITY];
  private double[] language = new double[FIRST_CAPACITY];
  private double[] rank = new double[FIRST_CAPACITY];

  PrefixScores(
      Alphabet alphabet,
      LanguageModel model,
      HotWordAutomaton hotWords,
      BeamSearchOptions options) {
    this.alphabet = alphabet;
    this.space = alphabet.space();
    this.model = model;
    this.vocabulary = model.vocabulary();
    this.hotWords = hotWords;
    this.options = options;
    // A model without words has no say on words.
    boolean knowsWords = vocabulary.size() > 0;
    weight = knowsWords ? options.languageModelWeight() : 0;
    wordBonus = knowsWords ? options.wordBonus() : 0;
    history[PrefixTree.ROOT] = model.start();
    letters[PrefixTree.ROOT] = Vocabulary.ROOT;
    hotWord[PrefixTree.ROOT] = hotWords.start();
  }

  /** Scores a new prefix: another with one more token. */
  void extend(int prefix, int token, int extended) {
    reserve(extended);
    int match = hotWords.next(hotWord[prefix], token);
    hotWord[extended] = match;
    language[extended] = language[prefix] + hotWords.gain(match);
    if (token == space) {
      long scored = scoreWord(prefix);
      language[extended] += wordScore(prefix, scored, match);
      history[extended] = LanguageModel.state(scored);
      letters[extended] = Vocabulary.ROOT;
      rank[extended] = language[extended] + hotWords.credit(match);
    } else {
      history[extended] = history[prefix];
      letters[extended] = spell(letters[prefix], alphabet.token(token));
      boolean known = letters[extended] != Vocabulary.NONE || hotWords.isMatching(match);
      rank[extended] =
          language[extended]
              + hotWords.credit(match)
              + (known ? 0 : weight * options.unknownPrefixScore());
    }
  }

  private int spell(int node, String text) {
    int reached = node;
    for (int i = 0; i < text.length() && reached != Vocabulary.NONE; i++) {
      reached = vocabulary.child(reached, text.charAt(i));
    }
    return reached;
  }

  private long scoreWord(int prefix) {
    int word = word(prefix);
    return model.score(history[prefix], word == Vocabulary.NONE ? vocabulary.unknown() : word);
  }

  /** The word that a prefix ends with, if it is known. */
  private int word(int prefix) {
    return letters[prefix] == Vocabulary.NONE ? Vocabulary.NONE : vocabulary.word(letters[prefix]);
  }

  /** The language score of the word that a prefix ends with; a hot word may be unknown. */
  private double wordScore(int prefix, long scored, int match) {
    boolean known = word(prefix) != Vocabulary.NONE || hotWords.isWithinPhrase(match);
    double logProb = LanguageModel.logProb(scored) + (known ? 0 : options.unknownWordScore());
    return weight * logProb + wordBonus;
  }

  /** What prefixes are kept by, on top of their acoustic score. */
  double rank(int prefix) {
    return rank[prefix];
  }

  /** The language score of a prefix that is all there is, its last word and end counted. */
  double complete(int prefix) {
    if (prefix == PrefixTree.ROOT) {
      return language[prefix] + weight * endOfSentence(history[prefix]);
    }
    int match = hotWords.end(hotWord[prefix]);
    long scored = scoreWord(prefix);
    return language[prefix]
        + hotWords.gain(match)
        + wordScore(prefix, scored, match)
        + weight * endOfSentence(LanguageModel.state(scored));
  }

  private double endOfSentence(int state) {
    return LanguageModel.logProb(model.score(state, vocabulary.endOfSentence()));
  }

  private void reserve(int prefix) {
    if (prefix == history.length) {
      history = Arrays.copyOf(history, 2 * prefix);
      letters = Arrays.copyOf(letters, 2 * prefix);
      hotWord = Arrays.copyOf(hotWord, 2 * prefix);
      language = Arrays.copyOf(language, 2 * prefix);
      rank = Arrays.copyOf(rank, 2 * prefix);
    }
  }
}
