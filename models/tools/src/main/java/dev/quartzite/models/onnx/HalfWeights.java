package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.util.List;

/**
 * Stores weights as float16 with a cast behind each, which halves the file. ONNX Runtime does the
 * casts when it loads the network and computes in float32. Biases and other short constants stay as
 * they are, and so does a tensor with a value that float16 cannot hold.
 */
final class HalfWeights {
  private static final int FEWEST_VALUES = 1024;

  private HalfWeights() {}

  static ModelProto apply(ModelProto model) {
    GraphBuilder out = GraphBuilder.outOf(model);
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (isEligible(tensor)) {
        TensorProto half = Tensors.toHalf(tensor, out.unusedName(tensor.getName() + ".half"));
        out.constant(half);
        out.replace(
            tensor.getName(),
            out.node(
                "Cast", List.of(half.getName()), Attributes.of("to", (long) DataType.FLOAT_VALUE)));
      }
    }
    model.getGraph().getNodeList().forEach(out::add);
    return out.build();
  }

  /** The network with the values that {@link #apply} stores, in float32: what to compare with. */
  static ModelProto round(ModelProto model) {
    GraphBuilder out = GraphBuilder.outOf(model);
    model.getGraph().getNodeList().forEach(out::add);
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (isEligible(tensor)) {
        float[] rounded = Tensors.floats(Tensors.toHalf(tensor, tensor.getName()));
        out.constant(Tensors.of(tensor.getName(), rounded, tensor.getDimsList()));
      }
    }
    return out.build();
  }

  private static boolean isEligible(TensorProto tensor) {
    return tensor.getDataType() == DataType.FLOAT_VALUE
        && Tensors.size(tensor) >= FEWEST_VALUES
        && Tensors.fitsHalf(Tensors.floats(tensor));
  }
}
