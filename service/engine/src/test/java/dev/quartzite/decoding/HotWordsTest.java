package dev.quartzite.decoding;

import static dev.quartzite.decoding.TestEmissions.ALPHABET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.SmallArpa;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotWordsTest {
  @Test
  void aPhraseIsFoundAgainstTheSound() {
    assertThat(text(HotWords.none(), "a ba_b")).isEqualTo("a bab");
    assertThat(text(words(new HotWord("bbb")), "a bb_a_b")).isEqualTo("a bbb");
    assertThat(text(words(new HotWord("a b a")), "a b b")).isEqualTo("a b a");
  }

  @Test
  void aWordIsFoundAsAWholeOnly() {
    HotWordAutomaton automaton = automaton(new HotWord("ab", 4, List.of()));
    assertThat(earned(automaton, "ab")).isEqualTo(4);
    assertThat(earned(automaton, "ab ab")).isEqualTo(8);
    assertThat(earned(automaton, "aab")).isZero();
    assertThat(earned(automaton, "abb")).isZero();
    assertThat(earned(automaton, "a b")).isZero();
  }

  @Test
  void creditGrowsLetterByLetterAndIsTakenBack() {
    HotWordAutomaton automaton = automaton(new HotWord("aab", 4, List.of()));
    assertThat(credit(automaton, "")).isZero();
    assertThat(credit(automaton, "a")).isEqualTo(1, offset(1e-12));
    assertThat(credit(automaton, "aa")).isEqualTo(2, offset(1e-12));
    assertThat(credit(automaton, "aab")).isEqualTo(3, offset(1e-12));
    assertThat(credit(automaton, "aaa")).isZero();
    assertThat(credit(automaton, "aaa a")).isEqualTo(1, offset(1e-12));
    assertThat(earned(automaton, "aab")).isEqualTo(4);
  }

  @Test
  void aPhraseThatFailsMayHoldTheBeginningOfAnother() {
    HotWordAutomaton automaton =
        automaton(new HotWord("a b a", 4, List.of()), new HotWord("b bb", 3, List.of()));
    assertThat(earned(automaton, "a b bb")).isEqualTo(3);
    assertThat(earned(automaton, "a b a b a")).isEqualTo(8);
  }

  @Test
  void everySpellingEarnsTheBoost() {
    HotWordAutomaton automaton = automaton(new HotWord("ab", 4, List.of("a b", "aab")));
    assertThat(earned(automaton, "aab a b")).isEqualTo(8);
  }

  @Test
  void aWordCanBeDiscouraged() {
    HotWords hotWords = words(new HotWord("a", -20, List.of()));
    assertThat(text(hotWords, "a b")).isNotEqualTo("a b").endsWith("b");
  }

  @Test
  void spellingTakesTheCaseOfTheAlphabetAndAnySpace() {
    assertThat(earned(automaton(new HotWord(" A\tB ", 4, List.of())), "a b")).isEqualTo(4);
  }

  @Test
  void aHotWordThatTheLanguageModelDoesNotKnowIsNoLongerUnknown() {
    double none = languageScore(HotWords.none(), "bb");
    double hot = languageScore(words(new HotWord("bb", 4, List.of())), "bb");
    double penalty =
        BeamSearchOptions.defaults().languageModelWeight()
            * BeamSearchOptions.defaults().unknownWordScore();
    assertThat(hot - none).isCloseTo(4 - penalty, offset(1e-9));
  }

  @Test
  void wordsThatCannotBeWrittenAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> automaton(new HotWord("b2b")))
        .withMessage("'b2b' has '2', which the model cannot write; it writes [ , a, b]");
    assertThatIllegalArgumentException().isThrownBy(() -> new HotWord(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> new HotWord("a", 1, List.of("")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HotWord("a", Double.NaN, List.of()))
        .withMessageContaining("NaN");
  }

  private static HotWords words(HotWord... words) {
    return new HotWords(List.of(words));
  }

  private static HotWordAutomaton automaton(HotWord... words) {
    return new HotWordAutomaton(words(words), ALPHABET);
  }

  private static double earned(HotWordAutomaton automaton, String text) {
    double earned = 0;
    int state = automaton.start();
    for (int i = 0; i < text.length(); i++) {
      state = automaton.next(state, ALPHABET.tokens().indexOf(text.substring(i, i + 1)));
      earned += automaton.gain(state);
    }
    return earned + automaton.gain(automaton.end(state));
  }

  private static double credit(HotWordAutomaton automaton, String text) {
    int state = automaton.start();
    for (int i = 0; i < text.length(); i++) {
      state = automaton.next(state, ALPHABET.tokens().indexOf(text.substring(i, i + 1)));
    }
    return automaton.credit(state);
  }

  private static String text(HotWords hotWords, String path) {
    return decode(LanguageModel.none(), hotWords, path, 0.9).text(ALPHABET);
  }

  private static double languageScore(HotWords hotWords, String text) {
    String path = String.join("_", text.split("", -1));
    Hypothesis hypothesis = decode(SmallArpa.model(), hotWords, path, 1 - 1e-9);
    assertThat(hypothesis.text(ALPHABET)).isEqualTo(text);
    return hypothesis.languageScore();
  }

  private static Hypothesis decode(
      LanguageModel model, HotWords hotWords, String path, double certainty) {
    BeamSearchOptions options = BeamSearchOptions.defaults();
    return new BeamSearchCtcDecoder(ALPHABET, model, hotWords, options)
        .decode(TestEmissions.ofPath(path, certainty))
        .get(0);
  }
}
