package dev.quartzite.acoustic;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a network's output is laid out, found by running it on noise.
 *
 * @param shape what the manifest says
 * @param tokensFirst {@code [batch × tokens × frames]} instead of {@code [batch × frames × tokens]}
 * @param logits whether rows still need a log-softmax
 * @param masked whether frames behind a recording's length leave its own emissions as they are
 */
record OutputFormat(ModelShape shape, boolean tokensFirst, boolean logits, boolean masked) {
  private static final double SUM_TOLERANCE = 1e-2;
  private static final float MASK_TOLERANCE = 1e-3f;

  static OutputFormat probe(OnnxSession session, ModelShape shape) {
    // One emission frame count that cannot be mistaken for the number of tokens, and is rounded up.
    int emissionFrames = shape.tokens() + 3;
    int frames = shape.stride() * emissionFrames - (shape.stride() - 1);
    LogMelSpectrogram noise = noise(frames, shape.melBands());
    OnnxSession.RawOutput output = run(session, noise, shape, frames);
    boolean tokensFirst = tokensFirst(output, shape, emissionFrames);
    OutputFormat raw = new OutputFormat(shape, tokensFirst, false, false);
    Emissions first = raw.read(output, new long[] {frames}).get(0);
    OutputFormat format = new OutputFormat(shape, tokensFirst, !sumsToOne(first), false);
    if (!session.takesLengths()) {
      return format;
    }
    OnnxSession.RawOutput padded = run(session, noise, shape, frames + 16 * shape.stride());
    boolean masked = close(first, raw.read(padded, new long[] {frames}).get(0));
    return new OutputFormat(shape, tokensFirst, format.logits, masked);
  }

  private static OnnxSession.RawOutput run(
      OnnxSession session, LogMelSpectrogram noise, ModelShape shape, int frames) {
    return session.run(
        OnnxAcousticModel.pack(List.of(noise), shape.melBands(), frames),
        new long[] {1, shape.melBands(), frames},
        new long[] {noise.frames()});
  }

  private static LogMelSpectrogram noise(int frames, int melBands) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[frames * melBands];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1.7, 1.7);
    }
    return new LogMelSpectrogram(FloatMatrix.wrap(frames, melBands, values));
  }

  private static boolean tokensFirst(
      OnnxSession.RawOutput output, ModelShape shape, int emissionFrames) {
    long[] timeMajor = {1, emissionFrames, shape.tokens()};
    long[] tokenMajor = {1, shape.tokens(), emissionFrames};
    if (Arrays.equals(output.shape(), timeMajor)) {
      return false;
    }
    if (Arrays.equals(output.shape(), tokenMajor)) {
      return true;
    }
    throw new ModelException(
        "the manifest says %d tokens and stride %d, so the output would be %s or %s, but it is %s"
            .formatted(
                shape.tokens(),
                shape.stride(),
                Arrays.toString(timeMajor),
                Arrays.toString(tokenMajor),
                Arrays.toString(output.shape())));
  }

  private static boolean sumsToOne(Emissions emissions) {
    for (int frame = 0; frame < emissions.frames(); frame++) {
      double sum = 0;
      for (int token = 0; token < emissions.tokens(); token++) {
        sum += Math.exp(emissions.logProbs().get(frame, token));
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(Emissions a, Emissions b) {
    float[] left = a.logProbs().toArray();
    float[] right = b.logProbs().toArray();
    for (int i = 0; i < left.length; i++) {
      if (Math.abs(left[i] - right[i]) > MASK_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** Emissions of a recording without frames. */
  Emissions empty() {
    return new Emissions(FloatMatrix.wrap(0, shape.tokens(), new float[0]), shape.frameSeconds());
  }

  /** Takes the valid frames of each recording out of the output. */
  List<Emissions> read(OnnxSession.RawOutput output, long[] lengths) {
    int tokens = shape.tokens();
    int paddedFrames = (int) output.shape()[tokensFirst ? 2 : 1];
    List<Emissions> results = new ArrayList<>(lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      int frames = shape.emissionFrames((int) lengths[i]);
      float[] values = new float[frames * tokens];
      int base = i * paddedFrames * tokens;
      if (tokensFirst) {
        transpose(output.values(), base, paddedFrames, values);
      } else {
        output.values().get(base, values);
      }
      if (logits) {
        logSoftmax(values, tokens);
      }
      results.add(new Emissions(FloatMatrix.wrap(frames, tokens, values), shape.frameSeconds()));
    }
    return results;
  }

  private void transpose(FloatBuffer source, int base, int paddedFrames, float[] values) {
    int tokens = shape.tokens();
    for (int i = 0; i < values.length; i++) {
      values[i] = source.get(base + (i % tokens) * paddedFrames + i / tokens);
    }
  }

  private static void logSoftmax(float[] values, int tokens) {
    for (int row = 0; row < values.length; row += tokens) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + tokens; i++) {
        largest = Math.max(largest, values[i]);
      }
      double sum = 0;
      for (int i = row; i < row + tokens; i++) {
        sum += Math.exp(values[i] - largest);
      }
      double logSum = largest + Math.log(sum);
      for (int i = row; i < row + tokens; i++) {
        values[i] = (float) (values[i] - logSum);
      }
    }
  }
}
