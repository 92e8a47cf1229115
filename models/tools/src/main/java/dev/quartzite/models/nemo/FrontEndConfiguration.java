package dev.quartzite.models.nemo;

import dev.quartzite.features.FrontEnd;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.math.FloatMatrix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/**
 * The features of a NeMo model: what its preprocessor says, and what it keeps in its checkpoint.
 */
final class FrontEndConfiguration {
  private static final String WINDOW = "preprocessor.featurizer.window";
  private static final String FILTERBANK = "preprocessor.featurizer.fb";

  /** Windows and filterbanks that librosa and we compute differ by less than 1e-6. */
  private static final float TOLERANCE = 1e-5f;

  private static final double PRE_EMPHASIS = 0.97;
  private static final double LOG_FLOOR = 0x1p-24;
  private static final double RATE = 16_000;
  private static final int MEL_BANDS = 64;

  private FrontEndConfiguration() {}

  /**
   * Reads a preprocessor's settings.
   *
   * @throws NemoException naming the setting that our front end does not have
   */
  static FrontEnd of(Section preprocessor, FrontEnd.Version version) {
    require(preprocessor, "normalize", "per_feature");
    require(preprocessor, "window", "hann");
    require(preprocessor, "mel_norm", "slaney");
    require(preprocessor, "log_zero_guard_type", "add");
    require(preprocessor, "feat_type", "logfbank");
    require(preprocessor, "log", true);
    require(preprocessor, "exact_pad", false);
    require(preprocessor, "frame_splicing", 1);
    require(preprocessor, "mag_power", 2);
    require(preprocessor, "preemph", PRE_EMPHASIS);
    require(preprocessor, "lowfreq", 0);
    require(preprocessor, "log_zero_guard_value", LOG_FLOOR);
    double rate = preprocessor.number("sample_rate", RATE);
    require(preprocessor, "highfreq", rate / 2);
    int window = samples(preprocessor, "window", 0.02, rate);
    return frontEnd(
        preprocessor,
        version,
        List.of((int) rate, window, samples(preprocessor, "window_stride", 0.01, rate)));
  }

  private static FrontEnd frontEnd(
      Section preprocessor, FrontEnd.Version version, List<Integer> measures) {
    int window = measures.get(1);
    int nextPower = Integer.highestOneBit(2 * window - 1);
    try {
      return new FrontEnd(
          version,
          measures.get(0),
          window,
          measures.get(2),
          preprocessor.integer("n_fft", nextPower),
          preprocessor.integer("features", MEL_BANDS));
    } catch (IllegalArgumentException e) {
      throw new NemoException("the preprocessor", "is not ours: " + e.getMessage(), e);
    }
  }

  /** A length that is given in seconds, or in samples by {@code n_…}. */
  private static int samples(Section preprocessor, String what, double otherwise, double rate) {
    String inSeconds = what.equals("window") ? "window_size" : what;
    String inSamples = what.equals("window") ? "n_window_size" : "n_window_stride";
    return preprocessor.has(inSamples)
        ? preprocessor.integer(inSamples, 0)
        : (int) (preprocessor.number(inSeconds, otherwise) * rate);
  }

  private static void require(Section preprocessor, String key, String expected) {
    String found = preprocessor.text(key).orElse(expected);
    if (!found.equals(expected)) {
      throw different(preprocessor, key, expected, found);
    }
  }

  private static void require(Section preprocessor, String key, boolean expected) {
    if (preprocessor.flag(key, expected) != expected) {
      throw different(preprocessor, key, expected, !expected);
    }
  }

  private static void require(Section preprocessor, String key, double expected) {
    double found = preprocessor.number(key, expected);
    if (Math.abs(found - expected) > 1e-6 * Math.max(expected, LOG_FLOOR)) {
      throw different(preprocessor, key, expected, found);
    }
  }

  private static NemoException different(
      Section preprocessor, String key, Object expected, Object found) {
    return new NemoException(
        "the setting '%s'".formatted(preprocessor.place(key)),
        "is '%s', our front end has '%s': the features would not be those of the training"
            .formatted(found, expected));
  }

  /**
   * Compares window and filterbank, if the checkpoint has them, with ours.
   *
   * @throws NemoException naming the first value that differs
   */
  static void compare(Checkpoint checkpoint, FrontEnd frontEnd) {
    LogMelExtractor ours = new LogMelExtractor(frontEnd);
    compare(checkpoint, WINDOW, ours.window(), "window");
    compare(checkpoint, FILTERBANK, ours.filterbank(), "filterbank");
  }

  private static void compare(Checkpoint checkpoint, String tensor, FloatMatrix ours, String what) {
    if (checkpoint.shape(tensor).isEmpty()) {
      return;
    }
    float[] expected = ours.toArray();
    FloatBuffer found = checkpoint.values(tensor).asFloatBuffer();
    if (found.remaining() != expected.length) {
      throw new NemoException(
          "the stored " + what,
          "has shape %s, ours is [%d × %d]: the model has another front end"
              .formatted(checkpoint.shape(tensor).orElseThrow(), ours.rows(), ours.columns()));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found.get(i) - expected[i]) <= TOLERANCE)) {
        throw new NemoException(
            "the stored " + what,
            String.format(
                Locale.ROOT,
                "differs from ours: at [%d, %d] it is %.6f, not %.6f; the model has another front end",
                i / ours.columns(),
                i % ours.columns(),
                found.get(i),
                expected[i]));
      }
    }
  }
}
