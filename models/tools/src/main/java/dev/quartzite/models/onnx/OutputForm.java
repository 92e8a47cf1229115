package dev.quartzite.models.onnx;

import dev.quartzite.math.FloatMatrix;

/**
 * How a network's output is to be read, found by running it.
 *
 * @param tokens number of tokens with the blank
 * @param stride spectrogram frames to an emission frame
 * @param tokensFirst {@code [batch × tokens × frames]} instead of {@code [batch × frames × tokens]}
 * @param logits whether rows still need a log-softmax
 */
record OutputForm(int tokens, int stride, boolean tokensFirst, boolean logits) {
  private static final int SHORT = 192;
  private static final int LONG = 384;
  private static final double SUM_TOLERANCE = 1e-2;

  /**
   * Finds the form out.
   *
   * @throws GraphException if the output is no emissions of frames at a constant distance
   */
  static OutputForm probe(NetworkRunner network, int melBands) {
    NetworkOutput little = run(network, SHORT, melBands);
    NetworkOutput much = run(network, LONG, melBands);
    if (little.axes() != 3
        || (little.size(1) == much.size(1)) == (little.size(2) == much.size(2))) {
      throw new GraphException(
          "the network",
          "gives %s for %d frames and %s for %d, expected is one axis that grows with them and one of tokens"
              .formatted(little, SHORT, much, LONG));
    }
    boolean tokensFirst = little.size(1) == much.size(1);
    int time = tokensFirst ? 2 : 1;
    int stride = Math.round((float) (LONG - SHORT) / (much.size(time) - little.size(time)));
    for (int frames = LONG + 1; frames <= LONG + stride; frames++) {
      requireFrames(run(network, frames, melBands).size(time), frames, stride);
    }
    requireFrames(little.size(time), SHORT, stride);
    OutputForm form = new OutputForm(little.size(3 - time), stride, tokensFirst, false);
    FloatMatrix rows = form.read(little, 0, SHORT);
    requireNoProbabilities(rows);
    return new OutputForm(form.tokens, stride, tokensFirst, !isNormalised(rows, true));
  }

  private static NetworkOutput run(NetworkRunner network, int frames, int melBands) {
    return network.run(SpectrogramBatch.of(CheckSignal.noise(frames, melBands)));
  }

  private static void requireFrames(int found, int frames, int stride) {
    int expected = (frames + stride - 1) / stride;
    if (found != expected) {
      throw new GraphException(
          "the network",
          "gives %d emission frames for %d frames, expected are %d at a stride of %d"
              .formatted(found, frames, expected, stride));
    }
  }

  private static void requireNoProbabilities(FloatMatrix rows) {
    if (isNormalised(rows, false)) {
      throw new GraphException(
          "the network", "gives probabilities, expected are their logarithms or logits");
    }
  }

  private static boolean isNormalised(FloatMatrix rows, boolean logarithms) {
    for (int row = 0; row < rows.rows(); row++) {
      double sum = 0;
      for (int token = 0; token < rows.columns(); token++) {
        double value = rows.get(row, token);
        sum += logarithms ? Math.exp(value) : value;
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Log-probabilities {@code [emission frames × tokens]} of a recording of a batch.
   *
   * @param frames its spectrogram frames
   */
  FloatMatrix read(NetworkOutput output, int index, int frames) {
    FloatMatrix item = output.item(index);
    int rows = (frames + stride - 1) / stride;
    float[] values = new float[rows * tokens];
    for (int row = 0; row < rows; row++) {
      for (int token = 0; token < tokens; token++) {
        values[row * tokens + token] = tokensFirst ? item.get(token, row) : item.get(row, token);
      }
      if (logits) {
        logSoftmax(values, row * tokens, tokens);
      }
    }
    return FloatMatrix.wrap(rows, tokens, values);
  }

  private static void logSoftmax(float[] values, int from, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += Math.exp(values[i] - largest);
    }
    for (int i = from; i < from + count; i++) {
      values[i] = (float) (values[i] - largest - Math.log(sum));
    }
  }
}
