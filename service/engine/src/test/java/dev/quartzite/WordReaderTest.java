package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordReaderTest {
  private static final Alphabet ALPHABET = Alphabet.of(List.of(" ", "a", "b"), 3);
  private static final WordReader READER = new WordReader(ALPHABET, WordConfidence.uncalibrated());

  @Test
  void splitsAtSpacesAndKeepsTheSpaceBeforeEachWord() {
    List<Word> words = words("ab  b a");

    assertThat(words).extracting(Word::text).containsExactly("ab", "b", "a");
    assertThat(words.get(1).tokens()).extracting(Token::text).containsExactly(" ", "b");
    assertThat(words.get(1).letters()).extracting(Token::text).containsExactly("b");
    assertThat(words.get(0).tokens()).isEqualTo(words.get(0).letters());
  }

  @Test
  void givesWordsAndTokensTheirTimesInTheRecording() {
    Word word = words(" ab").get(0);

    assertThat(word.start()).isEqualTo(10.5);
    assertThat(word.end()).isEqualTo(11.5);
    assertThat(word.tokens().get(0)).isEqualTo(new Token(0, " ", 10, 10.5, -1));
    assertThat(word.letters().get(1)).isEqualTo(new Token(2, "b", 11, 11.5, -1));
  }

  @Test
  void hearsNoWordsInNothingOrInSpaces() {
    assertThat(words("")).isEmpty();
    assertThat(words("  ")).isEmpty();
  }

  /** One frame of half a second a letter; the recording's part begins at second 10. */
  private static List<Word> words(String text) {
    List<TokenSpan> spans = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      int token = ALPHABET.tokens().indexOf(text.substring(i, i + 1));
      spans.add(new TokenSpan(token, i, i + 1, -1));
    }
    FloatMatrix logProbs = FloatMatrix.wrap(text.length(), 4, new float[4 * text.length()]);
    return READER.words(new Hypothesis(spans, -3, 0, List.of()), new Emissions(logProbs, 0.5), 10);
  }
}
