package dev.quartzite.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Scores of real sentences, against those that KenLM 0.3.0 gives for the same ARPA file. */
class KenLmParityTest {
  private static final double KENLM_SUM = -26586.503;

  /** Rounding errors of up to 1/512 a number, as good as random over the words. */
  private static final double TOLERANCE = 1;

  @Test
  void scoresSentencesAsKenLmDoes() throws IOException {
    NgramLanguageModel model =
        NgramLanguageModel.open(SharedData.require("lm/english-3gram.arpa.gz"));
    Path texts = SharedData.require("speech/librispeech-test-clean-200.tsv");
    double sum = 0;
    for (String line : Files.readAllLines(texts)) {
      sum += score(model, line.split("\t", -1)[2].strip());
    }
    assertThat(sum).isCloseTo(KENLM_SUM, within(TOLERANCE));
  }

  private static double score(LanguageModel model, String sentence) {
    Vocabulary vocabulary = model.vocabulary();
    double sum = 0;
    int state = model.start();
    for (String word : sentence.split(" ", -1)) {
      int known = vocabulary.word(word);
      long scored = model.score(state, known == Vocabulary.NONE ? vocabulary.unknown() : known);
      sum += LanguageModel.logProb(scored);
      state = LanguageModel.state(scored);
    }
    return sum + LanguageModel.logProb(model.score(state, vocabulary.endOfSentence()));
  }
}
