package dev.quartzite.models.nemo;

import dev.quartzite.models.nemo.BlockConfiguration.Window;
import dev.quartzite.models.nemo.Weights.Kernel;
import dev.quartzite.models.onnx.Attributes;
import dev.quartzite.models.onnx.GraphBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Adds layers to a graph with the weights of a checkpoint, each by its name there. */
final class LayerGraph {
  /** That of NeMo's encoders, where PyTorch's default is 1e-5. */
  private static final float EPSILON = 1e-3f;

  private final GraphBuilder graph;
  private final Weights weights;

  LayerGraph(GraphBuilder graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** A convolution over channels, and over time where its kernel is longer than 1. */
  LayerOutput convolution(String name, LayerOutput input, Window window, int groups) {
    Kernel kernel = weights.kernel(name);
    if (groups < 1 || kernel.inputs() * groups != input.channels()) {
      throw new NemoException(
          "the layer '%s'".formatted(name),
          "takes %d channels in each of %d groups, and gets %d"
              .formatted(kernel.inputs(), groups, input.channels()));
    }
    return add(name, input, kernel, window, groups);
  }

  /**
   * A convolution of every channel over time.
   *
   * @param heads kernels that the channels share in turn, or 0 for each its own
   */
  LayerOutput depthwise(String name, LayerOutput input, Window window, int heads) {
    Kernel kernel = weights.kernel(name);
    long channels = input.channels();
    if (kernel.inputs() != 1 || kernel.outputs() != (heads == 0 ? channels : heads)) {
      throw new NemoException(
          "the layer '%s'".formatted(name),
          "has a kernel of shape %s, expected is one of %d channels"
              .formatted(kernel.shape(), heads == 0 ? channels : heads));
    }
    return add(name, input, spread(kernel, channels), window, Math.toIntExact(channels));
  }

  private static Kernel spread(Kernel kernel, long channels) {
    if (kernel.outputs() == channels) {
      return kernel;
    }
    int length = Math.toIntExact(kernel.shape().get(2));
    int bytes = Math.toIntExact(Math.multiplyExact(channels * Float.BYTES, length));
    ByteBuffer values = ByteBuffer.allocate(bytes);
    while (values.hasRemaining()) {
      ByteBuffer once = kernel.values().duplicate();
      values.put(once.limit(Math.min(once.limit(), once.position() + values.remaining())));
    }
    return new Kernel(List.of(channels, 1L, (long) length), values.flip());
  }

  private LayerOutput add(
      String name, LayerOutput input, Kernel kernel, Window window, int groups) {
    if (kernel.shape().get(2) != window.kernel()) {
      throw new NemoException(
          "the layer '%s'".formatted(name),
          "has a kernel of %d frames in the checkpoint and of %d in the configuration"
              .formatted(kernel.shape().get(2), window.kernel()));
    }
    List<String> inputs = new ArrayList<>(List.of(input.tensor()));
    inputs.add(graph.constant(name + ".weight", kernel.values(), kernel.shape()));
    weights
        .bias(name)
        .ifPresent(
            bias -> {
              long length = bias.remaining() / Float.BYTES;
              inputs.add(graph.constant(name + ".bias", bias, List.of(length)));
            });
    long[] padding = window.padding();
    String output =
        graph.node(
            "Conv",
            inputs,
            Attributes.of("strides", List.of((long) window.stride())),
            Attributes.of("dilations", List.of((long) window.dilation())),
            Attributes.of("pads", List.of(padding[0], padding[1])),
            Attributes.of("group", (long) groups));
    return new LayerOutput(output, kernel.outputs());
  }

  /** A batch normalisation by the statistics of the training. */
  LayerOutput normalization(String name, LayerOutput input) {
    if (!weights.has(name, "running_mean")) {
      throw new NemoException(
          "the checkpoint",
          "has no batch normalisation '%s', which the configuration asks for".formatted(name));
    }
    List<String> inputs = new ArrayList<>(List.of(input.tensor()));
    for (String tensor : List.of("weight", "bias", "running_mean", "running_var")) {
      ByteBuffer values = weights.vector(name, tensor, input.channels());
      inputs.add(graph.constant(name + "." + tensor, values, List.of(input.channels())));
    }
    String output = graph.node("BatchNormalization", inputs, Attributes.of("epsilon", EPSILON));
    return new LayerOutput(output, input.channels());
  }

  /** Puts the first channels of all groups first, then the second ones, and so on. */
  LayerOutput shuffle(LayerOutput input, int groups) {
    int channels = Math.toIntExact(input.channels());
    int size = channels / groups;
    float[] permutation = new float[Math.multiplyExact(channels, channels)];
    for (int place = 0; place < channels; place++) {
      int group = place % groups;
      permutation[place * channels + group * size + place / groups] = 1;
    }
    String kernel =
        graph.constant("shuffle", permutation, List.of(input.channels(), input.channels(), 1L));
    return new LayerOutput(graph.node("Conv", List.of(input.tensor(), kernel)), channels);
  }
}
