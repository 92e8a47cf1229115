package dev.quartzite.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SmallArpa} has to say, however it is stored. */
abstract class NgramLanguageModelContract {
  /** Half a step for each of the four numbers at most that are added, in base 10. */
  private static final Offset<Double> QUANTIZATION = within(4.0 / 512 / Math.log(10));

  @TempDir Path folder;
  private NgramLanguageModel model;

  /** Stores the text of an ARPA file and opens it. */
  abstract NgramLanguageModel store(String arpa, Path folder) throws IOException;

  @BeforeEach
  void store() throws IOException {
    model = store(SmallArpa.TEXT, folder);
  }

  @Test
  void findsAnNgramOfTheHighestOrder() {
    assertThat(log10("c", "a", "b")).isEqualTo(-0.03125, QUANTIZATION);
  }

  @Test
  void backsOffByTheWeightOfEachHistoryThatIsLeft() {
    // "a b a": back-off of "a b", then the bigram "b a".
    assertThat(log10("a", "a", "b")).isEqualTo(-1 - 0.625, QUANTIZATION);
    // "a b b": back-off of "a b", back-off of "b", then "b" alone.
    assertThat(log10("b", "a", "b")).isEqualTo(-1 - 0.125 - 1.25, QUANTIZATION);
  }

  @Test
  void hasNoBackOffWeightWhereTheFileHasNone() {
    // "b a" has no weight; "a" has.
    assertThat(log10("c", "b", "a")).isEqualTo(0 - 0.25 - 1.5, QUANTIZATION);
  }

  @Test
  void takesPositiveBackOffWeights() {
    assertThat(log10("a", "ab")).isEqualTo(0.25 - 0.75, QUANTIZATION);
  }

  @Test
  void remembersTheLongestSuffixThatItKnows() {
    // After "a b c" neither "b c" nor anything longer is known: only the weight of "c" is paid.
    assertThat(log10("a", "a", "b", "c")).isEqualTo(-0.375 - 0.75, QUANTIZATION);
    assertThat(stateAfter("a", "b", "c")).isEqualTo(stateAfter("c"));
  }

  @Test
  void scoresTheFirstWordAfterTheBeginningOfTheSentence() {
    int a = model.vocabulary().word("a");
    long scored = model.score(model.start(), a);
    assertThat(LanguageModel.logProb(scored) / Math.log(10)).isEqualTo(-0.5, QUANTIZATION);
    int b = model.vocabulary().word("b");
    assertThat(LanguageModel.logProb(model.score(LanguageModel.state(scored), b)) / Math.log(10))
        .isEqualTo(-0.75, QUANTIZATION);
  }

  @Test
  void equalHistoriesHaveEqualStates() {
    assertThat(stateAfter("c", "a", "b")).isEqualTo(stateAfter("a", "b"));
    assertThat(stateAfter("a", "b")).isNotEqualTo(stateAfter("b"));
  }

  @Test
  void unknownWordsHaveAnIdAndAProbability() {
    assertThat(model.vocabulary().word("d")).isEqualTo(Vocabulary.NONE);
    long scored = model.score(stateAfter("a"), model.vocabulary().unknown());
    assertThat(LanguageModel.logProb(scored) / Math.log(10)).isEqualTo(-0.25 - 2, QUANTIZATION);
  }

  @Test
  void theVocabularyIsWalkedLetterByLetter() {
    Vocabulary vocabulary = model.vocabulary();
    int a = vocabulary.child(Vocabulary.ROOT, 'a');
    int ab = vocabulary.child(a, 'b');
    assertThat(vocabulary.word(a)).isEqualTo(vocabulary.word("a"));
    assertThat(vocabulary.word(ab)).isEqualTo(vocabulary.word("ab"));
    assertThat(vocabulary.child(ab, 'a')).isEqualTo(Vocabulary.NONE);
    assertThat(vocabulary.child(Vocabulary.ROOT, 'я')).isEqualTo(Vocabulary.NONE);
    assertThat(vocabulary.word(Vocabulary.ROOT)).isEqualTo(Vocabulary.NONE);
    assertThat(vocabulary.size()).isEqualTo(7);
  }

  @Test
  void tellsItsSize() {
    assertThat(model.order()).isEqualTo(3);
    assertThat(model.count(2)).isEqualTo(4);
    model.verify();
  }

  @Test
  void scoresWordsWithoutNgramsByThemselves() throws IOException {
    NgramLanguageModel unigrams =
        store(
            """
            \\data\\
            ngram 1=4
            \\1-grams:
            -2\t<unk>
            -99\t<s>
            -1\t</s>
            -0.5\tя
            \\end\\
            """,
            folder);
    long scored = unigrams.score(unigrams.start(), unigrams.vocabulary().word("я"));
    assertThat(LanguageModel.logProb(scored) / Math.log(10)).isEqualTo(-0.5, QUANTIZATION);
    assertThat(LanguageModel.state(scored)).isEqualTo(unigrams.start());
  }

  private int stateAfter(String... history) {
    int state = 0;
    for (String word : history) {
      state = LanguageModel.state(model.score(state, model.vocabulary().word(word)));
    }
    return state;
  }

  /** log10 P(word | history), where the sentence did not begin with the history. */
  private double log10(String word, String... history) {
    long scored = model.score(stateAfter(history), model.vocabulary().word(word));
    return LanguageModel.logProb(scored) / Math.log(10);
  }
}
