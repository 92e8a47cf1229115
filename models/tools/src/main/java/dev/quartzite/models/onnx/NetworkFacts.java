package dev.quartzite.models.onnx;

import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.onnx.proto.NodeProto;
import java.util.List;

/**
 * What a network is, found in its graph and by running it.
 *
 * @param architecture for people, as {@code QuartzNet 15x5}
 * @param parameters number of trained values
 * @param melBands bands of a spectrogram frame
 * @param tokens size of the alphabet with the blank
 * @param stride spectrogram frames to an emission frame
 */
public record NetworkFacts(
    String architecture, long parameters, int melBands, int tokens, int stride) {

  /** QuartzNet's front end with this network's mel bands. */
  public FrontEnd frontEnd(FrontEnd.Version version) {
    return frontEnd(version, melBands);
  }

  static FrontEnd frontEnd(FrontEnd.Version version, int melBands) {
    FrontEnd usual = FrontEnd.quartzNet(version);
    return new FrontEnd(
        version,
        usual.sampleRate(),
        usual.windowSamples(),
        usual.hopSamples(),
        usual.fftSize(),
        melBands);
  }

  static NetworkFacts of(ModelGraph graph, int melBands, OutputForm form) {
    List<Convolution> convolutions =
        graph.nodes().stream()
            .filter(Operators::isConvolution)
            .map(node -> Convolution.of(node, graph))
            .filter(convolution -> !spreadsMask(convolution))
            .toList();
    return new NetworkFacts(
        architecture(convolutions),
        parameters(convolutions, graph),
        melBands,
        form.tokens(),
        form.stride());
  }

  /** Whether it was put in by {@link LengthMasks}: no layer of a network has one input channel. */
  private static boolean spreadsMask(Convolution convolution) {
    return convolution.inputChannels() == 1 && !convolution.mixesTime();
  }

  /**
   * A QuartzNet BxR has B·R + 2 convolutions over time, every one of a single channel, and a
   * convolution over channels for each of these, for each of its B residuals, and two at the end.
   */
  private static String architecture(List<Convolution> convolutions) {
    List<Convolution> temporal = convolutions.stream().filter(Convolution::mixesTime).toList();
    int blocks = convolutions.size() - 2 * temporal.size() - 2;
    int repeats = temporal.size() - 2;
    boolean separable = temporal.stream().allMatch(Convolution::isDepthwise);
    return separable && blocks > 0 && repeats > 0 && repeats % blocks == 0
        ? "QuartzNet %dx%d".formatted(blocks, repeats / blocks)
        : "CTC network of %d convolutions".formatted(convolutions.size());
  }

  /**
   * Weights and biases as they were trained. A bias anywhere but in the last convolution is what
   * exporters make of a batch normalisation, which has two values a channel.
   */
  private static long parameters(List<Convolution> convolutions, ModelGraph graph) {
    long sum = 0;
    for (int i = 0; i < convolutions.size(); i++) {
      NodeProto node = convolutions.get(i).node();
      sum += size(node, 1, graph);
      sum += size(node, 2, graph) * (i < convolutions.size() - 1 ? 2 : 1);
    }
    for (NodeProto node : graph.nodes()) {
      if (node.getOpType().equals("BatchNormalization")) {
        sum += size(node, 1, graph) + size(node, 2, graph);
      } else if (!Operators.isConvolution(node)) {
        sum += node.getOpType().equals("MatMul") ? size(node, 1, graph) : 0;
      }
    }
    return sum;
  }

  private static long size(NodeProto node, int input, ModelGraph graph) {
    return input < node.getInputCount()
        ? graph.constant(node.getInput(input)).map(Tensors::size).orElse(0)
        : 0;
  }
}
