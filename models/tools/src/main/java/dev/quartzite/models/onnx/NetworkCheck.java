package dev.quartzite.models.onnx;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a rewritten network with what it was made of, by running both.
 *
 * @param melBands of both
 * @param originalForm of the original's output
 * @param rewrittenForm of the rewritten's output
 */
record NetworkCheck(int melBands, OutputForm originalForm, OutputForm rewrittenForm) {
  private static final int FRAMES = 501;

  private static final float ROUNDING = 1e-6f;

  private static final int[] BATCH_FRAMES = {401, 97, 256};

  /**
   * Compares them.
   *
   * @param original as it was
   * @param rounded the original with the weights of {@code rewritten}, if these were rounded
   * @throws GraphException if a difference is above its limit
   */
  CheckReport compare(
      StoredNetwork original, Optional<StoredNetwork> rounded, StoredNetwork rewritten) {
    // One after another, so that no two of them are in memory at the same time.
    List<LogMelSpectrogram> signals;
    List<FloatMatrix> expected;
    try (RunningNetwork before = load(rounded.orElse(original), originalForm, Kernels.ALIKE)) {
      signals = signals(before.frames(FRAMES));
      expected = outputs(before, signals);
    }
    double difference;
    try (RunningNetwork after = load(rewritten, rewrittenForm, Kernels.ALIKE)) {
      difference = difference(expected, outputs(after, signals));
    }
    double own =
        difference > CheckReport.LIMIT
            ? ownDifference(rounded.orElse(original), signals, expected)
            : 0;
    require("rewriting changes log-probabilities", difference, limit(CheckReport.LIMIT, own));
    double speedBefore;
    try (RunningNetwork before = load(original, originalForm, Kernels.FASTEST)) {
      expected = outputs(before, signals);
      speedBefore = before.speed();
    }
    try (RunningNetwork after = load(rewritten, rewrittenForm, Kernels.FASTEST)) {
      double asRun = difference(expected, outputs(after, signals));
      if (rounded.isEmpty()) {
        require("it is computed differently", asRun, limit(CheckReport.AS_RUN_LIMIT, own));
      }
      double batch = batchDifference(after);
      require("log-probabilities depend on the batch", batch, CheckReport.BATCH_LIMIT);
      return new CheckReport(difference, asRun, batch, own, speedBefore, after.speed());
    }
  }

  /**
   * By how much a network's log-probabilities change with its input by about what float32 rounds in
   * a few layers. In a network without training such changes can grow from layer to layer.
   */
  private double ownDifference(
      StoredNetwork network, List<LogMelSpectrogram> signals, List<FloatMatrix> expected) {
    try (RunningNetwork same = load(network, originalForm, Kernels.ALIKE)) {
      return difference(
          expected, outputs(same, signals.stream().map(NetworkCheck::nearly).toList()));
    }
  }

  /** The same but for a millionth of each value, more or less. */
  private static LogMelSpectrogram nearly(LogMelSpectrogram signal) {
    float[] values = signal.values().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= i % 2 == 0 ? 1 + ROUNDING : 1 - ROUNDING;
    }
    return new LogMelSpectrogram(FloatMatrix.wrap(signal.frames(), signal.melBands(), values));
  }

  /** A difference is no fault of the rewriting up to twice what rounding makes. */
  private static double limit(double usual, double own) {
    return Math.max(usual, 2 * own);
  }

  private RunningNetwork load(StoredNetwork network, OutputForm form, Kernels kernels) {
    return RunningNetwork.load(network, form, melBands, kernels);
  }

  private static void require(String what, double found, double limit) {
    if (!(found <= limit)) {
      throw new GraphException(
          "the rewritten network",
          String.format(
              Locale.ROOT, "is not right: %s by %.1e, the limit is %.0e", what, found, limit));
    }
  }

  /** What a network gives for each signal. */
  private static List<FloatMatrix> outputs(
      RunningNetwork network, List<LogMelSpectrogram> signals) {
    return signals.stream().map(signal -> network.infer(List.of(signal)).get(0)).toList();
  }

  private List<LogMelSpectrogram> signals(int frames) {
    return List.of(CheckSignal.noise(frames, melBands), CheckSignal.voice(frames, melBands));
  }

  private static double difference(List<FloatMatrix> ones, List<FloatMatrix> others) {
    double largest = 0;
    for (int i = 0; i < ones.size(); i++) {
      largest = Math.max(largest, difference(ones.get(i), others.get(i)));
    }
    return largest;
  }

  private double batchDifference(RunningNetwork network) {
    List<LogMelSpectrogram> batch = new ArrayList<>();
    for (int frames : BATCH_FRAMES) {
      batch.add(CheckSignal.voice(frames, melBands));
    }
    List<FloatMatrix> together = network.infer(batch);
    double largest = 0;
    for (int i = 0; i < batch.size(); i++) {
      FloatMatrix alone = network.infer(List.of(batch.get(i))).get(0);
      largest = Math.max(largest, difference(alone, together.get(i)));
    }
    return largest;
  }

  /** Largest absolute difference; NaN if there is a NaN. */
  private static double difference(FloatMatrix one, FloatMatrix other) {
    float[] a = one.toArray();
    float[] b = other.toArray();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }
}
