package dev.quartzite;

import dev.quartzite.acoustic.ModelShape;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.features.FrontEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
 * @param decoding what helps to read its emissions
 * @param checksums SHA-256 in hexadecimal of each file of the directory that matters, by name
 */
public record ModelManifest(
    String name,
    Provenance provenance,
    FrontEnd frontEnd,
    Alphabet alphabet,
    int stride,
    Decoding decoding,
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

  /**
   * What helps to read a model's emissions.
   *
   * @param confidence how sure its words are, by calibration
   * @param languageModels the language models beside the weights; the first is the default
   */
  public record Decoding(WordConfidence confidence, List<AttachedLanguageModel> languageModels) {
    public Decoding {
      languageModels = List.copyOf(languageModels);
    }

    /** Uncalibrated and without language models. */
    public static Decoding plain() {
      return new Decoding(WordConfidence.uncalibrated(), List.of());
    }
  }

  /**
   * A compiled language model in the directory.
   *
   * @param id what requests call it
   * @param file its name
   */
  public record AttachedLanguageModel(String id, String file) {}

  /** Copies the map and checks the values. */
  public ModelManifest {
    checksums = Map.copyOf(checksums);
    requireName(name);
    if (stride < 1) {
      throw new IllegalArgumentException("the stride is at least 1, not " + stride);
    }
    if (!checksums.containsKey(WEIGHTS)) {
      throw new IllegalArgumentException(
          "the SHA-256 of " + WEIGHTS + " is missing among " + checksums.keySet());
    }
    for (AttachedLanguageModel attached : decoding.languageModels()) {
      if (!checksums.containsKey(attached.file())) {
        throw new IllegalArgumentException(
            "the SHA-256 of the language model %s is missing among %s"
                .formatted(attached.file(), checksums.keySet()));
      }
    }
  }

  /** The same model with another calibration. */
  public ModelManifest with(WordConfidence calibrated) {
    return with(new Decoding(calibrated, decoding.languageModels()), checksums);
  }

  /**
   * The same model with one more language model, in place of one of the same id; it becomes the
   * default.
   */
  public ModelManifest with(AttachedLanguageModel attached, String sha256) {
    List<AttachedLanguageModel> models = new ArrayList<>(decoding.languageModels());
    models.removeIf(model -> model.id().equals(attached.id()));
    models.add(0, attached);
    Map<String, String> files = new HashMap<>(checksums);
    files.put(attached.file(), sha256);
    return with(new Decoding(decoding.confidence(), models), files);
  }

  private ModelManifest with(Decoding other, Map<String, String> files) {
    return new ModelManifest(name, provenance, frontEnd, alphabet, stride, other, files);
  }

  /**
   * Checks that something can be a model's name.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static void requireName(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "a model's name has letters, digits, dots, dashes and underscores, not '" + name + "'");
    }
  }

  /** What the weights have to fit. */
  public ModelShape shape() {
    double frameSeconds = (double) stride * frontEnd.hopSamples() / frontEnd.sampleRate();
    return new ModelShape(frontEnd.melBands(), alphabet.size(), stride, frameSeconds);
  }
}
