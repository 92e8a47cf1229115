package dev.quartzite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Don’t stop!|don't stop",
        "semi-prehensile tail; needle-sharp|semi prehensile tail needle sharp",
        "'Tis the boys' house.|'tis the boys' house",
        "well ' then, '' so|well then so",
        "Room 42, café ÉTÉ|room 42 café été",
        "Привет, МИР!|привет мир",
        "नमस्ते दुनिया|नमस्ते दुनिया",
        "rock 'n' roll|rock 'n' roll",
        "…|\"\""
      })
  void lettersAndApostrophes(String text, String expected) {
    assertThat(Normalization.LETTERS_AND_APOSTROPHES.apply(text)).isEqualTo(expected);
  }

  @Test
  void decomposedAndComposedLettersAreTheSame() {
    assertThat(Normalization.LOWER_CASE.apply("cafe\u0301")).isEqualTo("caf\u00e9");
  }

  @Test
  void lowerCaseKeepsPunctuationAndMakesWhiteSpaceSingle() {
    assertThat(Normalization.LOWER_CASE.apply(" Well,\tthen\u00a0—  GO! "))
        .isEqualTo("well, then — go!");
  }

  @Test
  void noneChangesNothing() {
    assertThat(Normalization.NONE.apply(" Well,  Then ")).isEqualTo(" Well,  Then ");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameAndIdempotent(Normalization normalization) {
    assertThat(Normalization.of(normalization.label())).isEqualTo(normalization);
    String once = normalization.apply("‘’Tis — the ' “Boys’” '-' ÉTÉ  42nd' ");
    assertThat(normalization.apply(once)).isEqualTo(once);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.of("whisper"))
        .withMessage(
            "a normalisation is one of none, lower-case, letters-and-apostrophes, not 'whisper'");
  }
}
