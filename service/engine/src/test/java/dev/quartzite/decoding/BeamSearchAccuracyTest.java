package dev.quartzite.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.NumpyFile;
import dev.quartzite.NumpyFile.Array;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Word error rates on NeMo's own emissions of QuartzNet15x5 with the embedded language model and
 * default settings: no worse than pyctcdecode 0.5 with KenLM and the same model, beam 100.
 */
class BeamSearchAccuracyTest {
  private static final Alphabet ENGLISH =
      Alphabet.of(List.of(" abcdefghijklmnopqrstuvwxyz'".split("")), 28);

  @ParameterizedTest
  @CsvSource({"librispeech-test-clean-200, 3.80", "librispeech-test-other-100, 9.36"})
  void wordErrorRateIsBelowPyctcdecodes(String set, double limit) throws IOException {
    LanguageModel model =
        NgramLanguageModel.open(ProjectModels.embedded().resolve("english-3gram.lm"));
    CtcDecoder decoder =
        new BeamSearchCtcDecoder(ENGLISH, model, HotWords.none(), BeamSearchOptions.defaults());
    Map<String, Array> emissions =
        NumpyFile.readAll(SharedData.require("golden/emissions/" + set + ".npz"));
    ErrorCounts errors = ErrorCounts.ZERO;
    for (String line : Files.readAllLines(SharedData.require("speech/" + set + ".tsv"))) {
      String[] fields = line.split("\t", -1);
      Array values = Objects.requireNonNull(emissions.get(fields[0]), fields[0]);
      FloatMatrix matrix = FloatMatrix.wrap(values.shape()[0], values.shape()[1], values.values());
      String text = decoder.decode(new Emissions(matrix, 0.02)).get(0).text(ENGLISH);
      errors = errors.plus(ErrorCounts.words(fields[2], text));
    }
    System.out.printf("%s: %.2f %% of words wrong%n", set, 100 * errors.rate());
    assertThat(100 * errors.rate()).isLessThan(limit);
  }
}
