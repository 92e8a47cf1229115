package dev.quartzite.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.SharedData;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Word errors on real recordings with the default settings and the embedded model's language model.
 * pyctcdecode 0.5 with KenLM makes 3.80 and 9.36 % at the same beam width.
 */
class GoldenAccuracyTest {
  private static LanguageModel model = LanguageModel.none();

  @BeforeAll
  static void open() {
    model = NgramLanguageModel.open(SharedData.require("lm/english-3gram.arpa.gz"));
  }

  @Test
  void cleanSpeech() throws IOException {
    assertThat(errors(model, GoldenEmissions.CLEAN).rate()).isLessThan(0.0380);
  }

  @Test
  void otherSpeech() throws IOException {
    assertThat(errors(model, GoldenEmissions.OTHER).rate()).isLessThan(0.0936);
  }

  @Test
  void bySoundAlone() throws IOException {
    assertThat(errors(LanguageModel.none(), GoldenEmissions.CLEAN).rate()).isLessThan(0.0445);
    assertThat(errors(LanguageModel.none(), GoldenEmissions.OTHER).rate()).isLessThan(0.1110);
  }

  private static ErrorCounts errors(LanguageModel model, String set) throws IOException {
    CtcDecoder decoder =
        new BeamSearchCtcDecoder(
            GoldenEmissions.ALPHABET, model, HotWords.none(), BeamSearchOptions.defaults());
    GoldenEmissions golden = GoldenEmissions.require(set);
    ErrorCounts errors = ErrorCounts.ZERO;
    for (int i = 0; i < golden.texts().size(); i++) {
      Hypothesis best = decoder.decode(golden.emissions().get(i)).get(0);
      errors =
          errors.plus(
              ErrorCounts.words(golden.texts().get(i), best.text(GoldenEmissions.ALPHABET)));
    }
    return errors;
  }
}
