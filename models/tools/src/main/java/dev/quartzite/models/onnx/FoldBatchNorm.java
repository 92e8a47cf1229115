package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds each batch normalisation into the convolution before it. In inference it is {@code y = (x −
 * mean) · gain + shift} with {@code gain = scale / √(variance + ε)}: the gain goes into the weights
 * of an output channel, the rest into its bias. One that does not follow a convolution of its own
 * stays.
 */
final class FoldBatchNorm {
  private static final float DEFAULT_EPSILON = 1e-5f;

  private final ModelGraph graph;
  private final GraphBuilder out;

  private FoldBatchNorm(ModelGraph graph) {
    this.graph = graph;
    this.out = GraphBuilder.outOf(graph.model());
  }

  static ModelProto apply(ModelProto model) {
    return new FoldBatchNorm(new ModelGraph(model)).run();
  }

  private ModelProto run() {
    Map<String, NodeProto> folded = new HashMap<>();
    for (NodeProto node : graph.nodes()) {
      convolutionBefore(node).ifPresent(c -> folded.put(c.getOutput(0), node));
    }
    for (NodeProto node : graph.nodes()) {
      NodeProto norm = folded.get(node.getOutput(0));
      if (norm != null) {
        fold(node, norm);
      } else if (convolutionBefore(node).isEmpty()) {
        out.add(node);
      }
    }
    return out.build();
  }

  private Optional<NodeProto> convolutionBefore(NodeProto node) {
    boolean constants =
        node.getInputList().stream().skip(1).allMatch(name -> graph.constant(name).isPresent());
    if (!node.getOpType().equals("BatchNormalization") || !constants) {
      return Optional.empty();
    }
    return graph
        .producer(node.getInput(0))
        .filter(Operators::isConvolution)
        .filter(convolution -> graph.hasOneReader(convolution.getOutput(0)))
        .filter(c -> c.getInputCount() < 3 || graph.constant(c.getInput(2)).isPresent());
  }

  /** Adds the convolution with the normalisation in it, under the name of the latter's output. */
  private void fold(NodeProto convolution, NodeProto norm) {
    float[] scale = values(norm.getInput(1));
    float[] shift = values(norm.getInput(2));
    float[] mean = values(norm.getInput(3));
    float[] variance = values(norm.getInput(4));
    float epsilon = Attributes.number(norm, "epsilon", DEFAULT_EPSILON);
    TensorProto weights = graph.constant(convolution.getInput(1)).orElseThrow();
    float[] bias =
        convolution.getInputCount() < 3
            ? new float[scale.length]
            : values(convolution.getInput(2)).clone();
    double[] gains = new double[scale.length];
    for (int channel = 0; channel < scale.length; channel++) {
      double gain = scale[channel] / Math.sqrt((double) variance[channel] + epsilon);
      gains[channel] = gain;
      bias[channel] = (float) ((bias[channel] - mean[channel]) * gain + shift[channel]);
    }
    List<String> inputs = new ArrayList<>(List.of(convolution.getInput(0)));
    inputs.add(
        out.constant(
            convolution.getInput(1), Tensors.scaled(weights, gains), weights.getDimsList()));
    inputs.add(out.constant(convolution.getInput(1) + ".bias", bias, List.of((long) scale.length)));
    out.add(
        convolution.toBuilder()
            .clearInput()
            .addAllInput(inputs)
            .setOutput(0, norm.getOutput(0))
            .build());
  }

  private float[] values(String constant) {
    return Tensors.floats(graph.constant(constant).orElseThrow());
  }
}
