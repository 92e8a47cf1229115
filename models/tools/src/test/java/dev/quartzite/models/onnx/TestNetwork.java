package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.Convolution.Window;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A small network of QuartzNet's kind with random weights: one-dimensional convolutions, a stride
 * of 2, one residual block of two repeats, a dilation of 2. Its methods change it to the forms that
 * exports come in; {@link #build} may be called once.
 */
final class TestNetwork {
  static final int BANDS = 64;
  static final int TOKENS = 5;

  private static final int CHANNELS = 16;

  private final GraphBuilder graph;
  private final SplittableRandom random = new SplittableRandom(7);
  private boolean normalised = true;
  private boolean logSoftmax = true;
  private boolean tokensFirst;
  private String activation = "Relu";
  private Object batch = "B";
  private Object frames = "T";

  TestNetwork(long operatorSet) {
    this.graph = new GraphBuilder(operatorSet);
  }

  /** Biases in place of batch normalisations. */
  TestNetwork folded() {
    normalised = false;
    return this;
  }

  TestNetwork givingLogits() {
    logSoftmax = false;
    return this;
  }

  /** Output {@code [batch × tokens × frames]}. */
  TestNetwork tokensFirst() {
    tokensFirst = true;
    return this;
  }

  TestNetwork withActivation(String operator) {
    activation = operator;
    return this;
  }

  TestNetwork fixedTo(int batchSize, int frameCount) {
    batch = batchSize;
    frames = frameCount;
    return this;
  }

  /** A second input, which nothing reads. */
  TestNetwork withUnusedLength() {
    graph.input(Shapes.declare("length", DataType.INT64_VALUE, batch));
    return this;
  }

  ModelProto build() {
    graph.input(Shapes.declare("x", DataType.FLOAT_VALUE, batch, BANDS, frames));
    String first = activated(separable("x", BANDS, 11, new Window(2, 1, 5, 5)));
    String repeat = activated(separable(first, CHANNELS, 7, new Window(1, 1, 3, 3)));
    String block = separable(repeat, CHANNELS, 7, new Window(1, 1, 3, 3));
    String residual = pointwise(first, CHANNELS, CHANNELS, true);
    String sum = activated(graph.node("Add", List.of(block, residual)));
    String dilated = activated(separable(sum, CHANNELS, 9, new Window(1, 2, 8, 8)));
    String last = activated(pointwise(dilated, CHANNELS, 2 * CHANNELS, true));
    String head = pointwise(last, 2 * CHANNELS, TOKENS, false);
    String output = finished(graph.node("Identity", List.of(head)));
    graph.output(Shapes.declare(output, DataType.FLOAT_VALUE, batch, "U", "V"));
    return graph.build();
  }

  private String finished(String head) {
    if (!logSoftmax) {
      return tokensFirst ? head : turned(head);
    }
    String logProbs = graph.node("LogSoftmax", List.of(turned(head)), Attributes.of("axis", 2L));
    return tokensFirst ? turned(logProbs) : logProbs;
  }

  private String turned(String tensor) {
    return graph.node("Transpose", List.of(tensor), Attributes.of("perm", List.of(0L, 2L, 1L)));
  }

  private String activated(String tensor) {
    return graph.node(activation, List.of(tensor));
  }

  /** A convolution of each channel over time, then one over the channels. */
  private String separable(String tensor, int channels, int kernel, Window window) {
    String weights =
        graph.constant("depthwise", values(channels * kernel, 0.3), shape(channels, 1, kernel));
    String convolved =
        graph.node(
            "Conv",
            List.of(tensor, weights),
            Attributes.of("group", (long) channels),
            Attributes.of("strides", List.of(window.stride())),
            Attributes.of("dilations", List.of(window.dilation())),
            Attributes.of("pads", List.of(window.padBegin(), window.padEnd())));
    return pointwise(convolved, channels, CHANNELS, true);
  }

  private String pointwise(String tensor, int in, int out, boolean hidden) {
    List<String> inputs = new ArrayList<>(List.of(tensor));
    inputs.add(graph.constant("pointwise", values(out * in, 0.4), shape(out, in, 1)));
    boolean withNorm = hidden && normalised;
    if (!withNorm) {
      inputs.add(graph.constant("bias", values(out, 0.2), shape(out)));
    }
    String convolved = graph.node("Conv", inputs);
    return withNorm ? batchNorm(convolved, out) : convolved;
  }

  private String batchNorm(String tensor, int channels) {
    List<String> inputs =
        Stream.of("scale", "shift", "mean")
            .map(name -> graph.constant(name, values(channels, 1), shape(channels)))
            .collect(ArrayList::new, List::add, List::addAll);
    float[] variance = values(channels, 0.5);
    for (int i = 0; i < channels; i++) {
      variance[i] += 1;
    }
    inputs.add(0, tensor);
    inputs.add(graph.constant("variance", variance, shape(channels)));
    return graph.node("BatchNormalization", inputs, Attributes.of("epsilon", 1e-3f));
  }

  private float[] values(int count, double range) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-range, range);
    }
    return values;
  }

  private static List<Long> shape(long... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }
}
