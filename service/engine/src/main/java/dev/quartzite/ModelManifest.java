package dev.quartzite;

import dev.quartzite.acoustic.ModelShape;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.features.FrontEnd;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The facts of a model, from {@code manifest.json} beside its weights. Immutable.
 *
 * @param name identifier: letters, digits, dots, dashes and underscores
 * @param provenance where it comes from
 * @param frontEnd the features that it was trained on
 * @param alphabet its output tokens
 * @param stride spectrogram frames to an emission frame
 * @param confidence how sure its words are, by calibration
 * @param checksums SHA-256 in hexadecimal of each file of the directory that matters, by name
 */
public record ModelManifest(
    String name,
    Provenance provenance,
    FrontEnd frontEnd,
    Alphabet alphabet,
    int stride,
    WordConfidence confidence,
    Map<String, String> checksums) {

  /** The file of the weights. */
  public static final String WEIGHTS = "model.onnx";

  /**
   * Where a model comes from and what it is.
   *
   * @param architecture for people, as {@code QuartzNet 5x5}
   * @param parameters number of trained values
   * @param languages ISO 639-1 codes of what it understands
   * @param licence SPDX identifier, or a sentence
   * @param owner who made it
   * @param created when the directory was made
   */
  public record Provenance(
      String architecture,
      long parameters,
      List<String> languages,
      String licence,
      String owner,
      Instant created) {
    public Provenance {
      languages = List.copyOf(languages);
    }
  }

  /** Copies the map and checks the values. */
  public ModelManifest {
    checksums = Map.copyOf(checksums);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "a model's name has letters, digits, dots, dashes and underscores, not '" + name + "'");
    }
    if (stride < 1) {
      throw new IllegalArgumentException("the stride is at least 1, not " + stride);
    }
    if (!checksums.containsKey(WEIGHTS)) {
      throw new IllegalArgumentException(
          "the SHA-256 of " + WEIGHTS + " is missing among " + checksums.keySet());
    }
  }

  /** What the weights have to fit. */
  public ModelShape shape() {
    double frameSeconds = (double) stride * frontEnd.hopSamples() / frontEnd.sampleRate();
    return new ModelShape(frontEnd.melBands(), alphabet.size(), stride, frameSeconds);
  }
}
