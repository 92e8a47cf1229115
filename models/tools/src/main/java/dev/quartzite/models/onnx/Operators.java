package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.Set;

/**
 * The operators that a rewritten network may have. All but the convolution treat every frame by
 * itself, and none has a number of frames or recordings built in: so any number may go in, and only
 * convolutions need masks.
 */
final class Operators {
  /** One value in, one value out. */
  private static final Set<String> UNARY =
      Set.of(
          "Relu",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Celu",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Tanh",
          "Softplus",
          "Softsign",
          "Clip",
          "Gelu",
          "Mish",
          "Erf",
          "Abs",
          "Neg",
          "ThresholdedRelu");

  /** Values of the same place in several tensors, or a tensor and a constant. */
  private static final Set<String> COMBINING =
      Set.of("Add", "Sub", "Mul", "Div", "Sum", "Min", "Max", "PRelu");

  /** Operators that know which axis is which. */
  private static final Set<String> WITH_AXES =
      Set.of("Transpose", "Squeeze", "Unsqueeze", "Softmax", "LogSoftmax");

  private Operators() {}

  /** Whether it gives values of the place and shape of its inputs. */
  static boolean isElementwise(NodeProto node) {
    return UNARY.contains(node.getOpType())
        || COMBINING.contains(node.getOpType())
        || node.getOpType().equals("BatchNormalization");
  }

  /** Whether it combines several tensors, so that a constant among them has to have their rank. */
  static boolean isCombining(NodeProto node) {
    return COMBINING.contains(node.getOpType());
  }

  static boolean isConvolution(NodeProto node) {
    return node.getOpType().equals("Conv");
  }

  /**
   * Checks that every node can be rewritten.
   *
   * @throws GraphException naming the first that cannot
   */
  static void requireSupported(ModelGraph graph) {
    Set<String> known = new HashSet<>(Set.of(Interface.audio(graph).getName(), ""));
    graph.model().getGraph().getInitializerList().forEach(t -> known.add(t.getName()));
    for (NodeProto node : graph.nodes()) {
      for (ValueInfoProto input : graph.inputs()) {
        if (!known.contains(input.getName()) && node.getInputList().contains(input.getName())) {
          throw new GraphException(
              ModelGraph.describe(node),
              "reads a second input '%s', so the network has masks of its own; export it with masks off, or take it as it is with --no-rewrite"
                  .formatted(input.getName()));
        }
      }
    }
    for (NodeProto node : graph.nodes()) {
      requireSupported(node, graph);
      requireInputs(node, known);
      known.addAll(node.getOutputList());
    }
  }

  private static void requireInputs(NodeProto node, Set<String> known) {
    for (String input : node.getInputList()) {
      if (!known.contains(input)) {
        throw new GraphException(
            ModelGraph.describe(node),
            "reads '%s', which is neither an input nor weights nor made by a node before: the file is not whole"
                .formatted(input));
      }
    }
  }

  private static void requireSupported(NodeProto node, ModelGraph graph) {
    boolean weighted = isConvolution(node) || node.getOpType().equals("MatMul");
    boolean supported = isElementwise(node) || WITH_AXES.contains(node.getOpType()) || weighted;
    if (!supported || !ModelGraph.isOnnx(node.getDomain())) {
      throw new GraphException(
          ModelGraph.describe(node),
          "is no part of a QuartzNet that can be rewritten; --no-rewrite takes the network as it is");
    }
    if (weighted && graph.constant(node.getInput(1)).isEmpty()) {
      throw new GraphException(
          ModelGraph.describe(node),
          "takes its weights '%s' from elsewhere, expected are constants in the file"
              .formatted(node.getInput(1)));
    }
  }
}
