package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.OperatorSetIdProto;
import java.util.List;

/**
 * Raises a network to version 13 of the ONNX operators, whose forms the other passes write: {@code
 * Squeeze} and {@code Unsqueeze} take their axes as an input since, and a softmax runs over one
 * axis where it used to run over all from that axis on. Newer versions stay as they are; nothing
 * that the passes write has changed in them.
 */
final class OperatorSets {
  /** What the passes write for. */
  static final long WRITTEN = 13;

  /** The oldest that differs from it only in the operators named above. */
  private static final long OLDEST = 11;

  private OperatorSets() {}

  static ModelProto raise(ModelProto model) {
    long version = ModelGraph.operatorSet(model);
    if (version < OLDEST) {
      throw new GraphException(
          "the network",
          "is written for version %d of the ONNX operators, expected is %d or newer; export it anew"
              .formatted(version, OLDEST));
    }
    if (version >= WRITTEN) {
      return model;
    }
    GraphBuilder out = GraphBuilder.outOf(model);
    for (NodeProto node : model.getGraph().getNodeList()) {
      switch (node.getOpType()) {
        case "Squeeze", "Unsqueeze" -> out.add(withAxesAsInput(node, out));
        case "Softmax", "LogSoftmax" -> out.add(overLastAxis(node));
        default -> out.add(node);
      }
    }
    ModelProto.Builder raised = out.build().toBuilder().clearOpsetImport();
    raised.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(WRITTEN));
    model.getOpsetImportList().stream()
        .filter(set -> !ModelGraph.isOnnx(set.getDomain()))
        .forEach(raised::addOpsetImport);
    return raised.build();
  }

  private static NodeProto withAxesAsInput(NodeProto node, GraphBuilder out) {
    List<Long> axes = Attributes.integers(node, "axes", List.of());
    NodeProto.Builder raised = node.toBuilder().clearAttribute();
    if (!axes.isEmpty()) {
      raised.addInput(out.vector(axes.stream().mapToLong(Long::longValue).toArray()));
    }
    return raised.build();
  }

  private static NodeProto overLastAxis(NodeProto node) {
    long axis = Attributes.integer(node, "axis", 1);
    if (axis != -1 && axis != 2) {
      throw new GraphException(
          ModelGraph.describe(node),
          "runs over all axes from %d on in version 12 of the ONNX operators; expected is the last of three"
              .formatted(axis));
    }
    return node;
  }
}
