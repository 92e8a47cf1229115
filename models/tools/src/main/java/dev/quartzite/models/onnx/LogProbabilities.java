package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import java.util.List;

/** Makes the output log-probabilities {@code [batch × frames × tokens]} where it is not yet. */
final class LogProbabilities {
  private LogProbabilities() {}

  /**
   * @param tokensFirst whether the output is {@code [batch × tokens × frames]}
   * @param logits whether its rows still need a log-softmax
   */
  static ModelProto apply(ModelProto model, boolean tokensFirst, boolean logits) {
    GraphBuilder out = GraphBuilder.outOf(model);
    model.getGraph().getNodeList().forEach(out::add);
    String made = model.getGraph().getOutput(0).getName();
    String output = made;
    if (tokensFirst) {
      output = out.node("Transpose", List.of(output), Attributes.of("perm", List.of(0L, 2L, 1L)));
    }
    if (logits) {
      output = out.node("LogSoftmax", List.of(output), Attributes.of("axis", -1L));
    }
    out.replace(made, output);
    return out.build();
  }
}
