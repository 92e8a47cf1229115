package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.GraphProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out what exporters leave behind and inference does not need: constants as nodes, weights
 * listed as inputs or stored in another precision, {@code Identity}, {@code Dropout}, casts of
 * float32 to float32, outputs behind the first, and all that then leads to no output.
 */
final class Simplify {
  private Simplify() {}

  static ModelProto apply(ModelProto model) {
    GraphBuilder out = GraphBuilder.outOf(model);
    for (NodeProto node : model.getGraph().getNodeList()) {
      Optional<TensorProto> constant = constant(node, out);
      if (constant.isPresent()) {
        out.constant(constant.get().toBuilder().setName(node.getOutput(0)).build());
      } else if (doesNothing(node)) {
        out.replace(node.getOutput(0), node.getInput(0));
      } else {
        out.add(node);
      }
    }
    return withoutDeadEnds(out.build());
  }

  private static Optional<TensorProto> constant(NodeProto node, GraphBuilder out) {
    return switch (node.getOpType()) {
      case "Constant" -> node.getAttributeList().stream().findFirst().flatMap(Simplify::value);
      case "Cast" ->
          castsToFloat(node)
              ? out.constant(out.current(node.getInput(0)))
                  .map(t -> Tensors.of(t.getName(), Tensors.floats(t), t.getDimsList()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<TensorProto> value(AttributeProto attribute) {
    return switch (attribute.getName()) {
      case "value" -> Optional.of(attribute.getT());
      case "value_float" -> Optional.of(Tensors.of("", new float[] {attribute.getF()}, List.of()));
      case "value_int" -> Optional.of(Tensors.of("", List.of(attribute.getI()), List.of()));
      case "value_ints" ->
          Optional.of(
              Tensors.of("", attribute.getIntsList(), List.of((long) attribute.getIntsCount())));
      default -> Optional.empty();
    };
  }

  /** Casts of activations are among them: between float32 inputs and outputs these are float32. */
  private static boolean doesNothing(NodeProto node) {
    return switch (node.getOpType()) {
      case "Identity", "Dropout" -> true;
      case "Cast" -> castsToFloat(node);
      default -> false;
    };
  }

  private static boolean castsToFloat(NodeProto node) {
    return Attributes.integer(node, "to", DataType.UNDEFINED_VALUE) == DataType.FLOAT_VALUE;
  }

  private static ModelProto withoutDeadEnds(ModelProto model) {
    GraphProto graph = model.getGraph();
    ValueInfoProto output = graph.getOutput(0);
    Set<String> needed = new HashSet<>(Set.of(output.getName()));
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
      }
    }
    GraphProto.Builder live = graph.toBuilder().clearNode().clearInput().clearInitializer();
    graph.getNodeList().stream()
        .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
        .forEach(live::addNode);
    graph.getInitializerList().stream()
        .filter(tensor -> needed.contains(tensor.getName()))
        .forEach(live::addInitializer);
    new ModelGraph(model)
        .inputs().stream().filter(in -> needed.contains(in.getName())).forEach(live::addInput);
    return model.toBuilder().setGraph(live.clearOutput().addOutput(output)).build();
  }
}
