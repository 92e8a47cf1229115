package dev.quartzite.models.lm;

import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.Vocabulary;
import java.util.StringTokenizer;

/** How well a language model predicts a text, sentence by sentence. One thread at a time. */
final class Perplexity {
  private final LanguageModel model;
  private long sentences;
  private long words;
  private long unknown;
  private double logProb;
  private double unknownLogProb;

  Perplexity(LanguageModel model) {
    this.model = model;
  }

  /** Scores a sentence; a blank line is none. */
  void add(String sentence) {
    StringTokenizer tokens = new StringTokenizer(sentence);
    if (!tokens.hasMoreTokens()) {
      return;
    }
    Vocabulary vocabulary = model.vocabulary();
    int state = model.start();
    while (tokens.hasMoreTokens()) {
      int word = vocabulary.word(tokens.nextToken());
      boolean known = word != Vocabulary.NONE;
      long scored = model.score(state, known ? word : vocabulary.unknown());
      logProb += LanguageModel.logProb(scored);
      unknownLogProb += known ? 0 : LanguageModel.logProb(scored);
      unknown += known ? 0 : 1;
      words++;
      state = LanguageModel.state(scored);
    }
    logProb += LanguageModel.logProb(model.score(state, vocabulary.endOfSentence()));
    sentences++;
  }

  long sentences() {
    return sentences;
  }

  long words() {
    return words;
  }

  long unknown() {
    return unknown;
  }

  /** e to the power of the mean negative log-probability of words and sentence ends. */
  double ofAll() {
    return Math.exp(-logProb / (words + sentences));
  }

  /** The same of all but the unknown words. */
  double ofKnown() {
    return Math.exp(-(logProb - unknownLogProb) / (words + sentences - unknown));
  }
}
