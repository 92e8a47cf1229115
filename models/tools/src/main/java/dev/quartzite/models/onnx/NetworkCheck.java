package dev.quartzite.models.onnx;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import dev.quartzite.models.onnx.proto.ModelProto;
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
  private static final int[] BATCH_FRAMES = {401, 97, 256};

  /**
   * Compares them.
   *
   * @param original as it was
   * @param rounded the original with the weights of {@code rewritten}, if these were rounded
   * @throws GraphException if a difference is above its limit
   */
  CheckReport compare(ModelProto original, Optional<ModelProto> rounded, ModelProto rewritten) {
    double difference;
    try (RunningNetwork before = load(rounded.orElse(original), originalForm, Kernels.ALIKE);
        RunningNetwork after = load(rewritten, rewrittenForm, Kernels.ALIKE)) {
      difference = difference(before, after);
    }
    require("rewriting changes log-probabilities", difference, CheckReport.LIMIT);
    try (RunningNetwork before = load(original, originalForm, Kernels.FASTEST);
        RunningNetwork after = load(rewritten, rewrittenForm, Kernels.FASTEST)) {
      double asRun = difference(before, after);
      if (rounded.isEmpty()) {
        require("it is computed differently", asRun, CheckReport.AS_RUN_LIMIT);
      }
      double batch = batchDifference(after);
      require("log-probabilities depend on the batch", batch, CheckReport.BATCH_LIMIT);
      return new CheckReport(difference, asRun, batch, before.speed(), after.speed());
    }
  }

  private RunningNetwork load(ModelProto model, OutputForm form, Kernels kernels) {
    return RunningNetwork.load(model, form, melBands, kernels);
  }

  private static void require(String what, double found, double limit) {
    if (!(found <= limit)) {
      throw new GraphException(
          "the rewritten network",
          String.format(
              Locale.ROOT, "is not right: %s by %.1e, the limit is %.0e", what, found, limit));
    }
  }

  private double difference(RunningNetwork before, RunningNetwork after) {
    int frames = before.frames(FRAMES);
    double largest = 0;
    for (LogMelSpectrogram spectrogram :
        List.of(CheckSignal.noise(frames, melBands), CheckSignal.voice(frames, melBands))) {
      List<LogMelSpectrogram> alone = List.of(spectrogram);
      FloatMatrix expected = before.infer(alone).get(0);
      largest = Math.max(largest, difference(expected, after.infer(alone).get(0)));
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
