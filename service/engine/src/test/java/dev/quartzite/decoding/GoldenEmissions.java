package dev.quartzite.decoding;

import dev.quartzite.NumpyFile;
import dev.quartzite.SharedData;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real recordings as emissions that NeMo computed, with what was said in them.
 *
 * @param ids names of the recordings
 * @param emissions 20 ms a frame
 * @param texts the reference of each
 * @param seconds length of all recordings together
 */
record GoldenEmissions(
    List<String> ids, List<Emissions> emissions, List<String> texts, double seconds) {
  static final String CLEAN = "librispeech-test-clean-200";
  static final String OTHER = "librispeech-test-other-100";

  static final Alphabet ALPHABET =
      Alphabet.of(
          Stream.concat(
                  Stream.of(" "),
                  "abcdefghijklmnopqrstuvwxyz'".chars().mapToObj(Character::toString))
              .toList(),
          28);

  /** Reads a set; skips the test where there is no reference data. */
  static GoldenEmissions require(String set) throws IOException {
    Map<String, NumpyFile.Array> arrays =
        NumpyFile.readAll(SharedData.require("golden/emissions/" + set + ".npz"));
    List<String> ids = new ArrayList<>();
    List<Emissions> emissions = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    double seconds = 0;
    for (String line : Files.readAllLines(SharedData.require("speech/" + set + ".tsv"))) {
      String[] fields = line.split("\\t", -1);
      NumpyFile.Array array = arrays.get(fields[0]);
      if (array != null) {
        FloatMatrix logProbs = FloatMatrix.wrap(array.shape()[0], array.shape()[1], array.values());
        ids.add(fields[0]);
        emissions.add(new Emissions(logProbs, 0.02));
        texts.add(fields[2].strip());
        seconds += Double.parseDouble(fields[1]);
      }
    }
    return new GoldenEmissions(ids, emissions, texts, seconds);
  }

  /** These recordings and then others. */
  GoldenEmissions and(GoldenEmissions others) {
    return new GoldenEmissions(
        Stream.concat(ids.stream(), others.ids.stream()).toList(),
        Stream.concat(emissions.stream(), others.emissions.stream()).toList(),
        Stream.concat(texts.stream(), others.texts.stream()).toList(),
        seconds + others.seconds);
  }
}
