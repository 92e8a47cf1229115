package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.TensorShapeProto;
import dev.quartzite.models.onnx.proto.TensorShapeProto.Dimension;
import dev.quartzite.models.onnx.proto.TypeProto;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.List;

/** Types of inputs, outputs and tensors between nodes; a dimension is a number or a name. */
public final class Shapes {
  private Shapes() {}

  /**
   * Declares a tensor.
   *
   * @param elementType number of a {@code TensorProto.DataType}
   * @param dimensions each a number, or a name for one that is known only when the network runs
   */
  public static ValueInfoProto declare(String name, int elementType, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      shape.addDim(
          dimension instanceof Number number
              ? Dimension.newBuilder().setDimValue(number.longValue())
              : Dimension.newBuilder().setDimParam(dimension.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(elementType).setShape(shape)))
        .build();
  }

  static int elementType(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }

  static List<Dimension> dimensions(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList();
  }

  /** The value for a message: its name and its shape. */
  static String describe(ValueInfoProto value) {
    return "'%s' %s"
        .formatted(
            value.getName(),
            dimensions(value).stream()
                .map(d -> d.hasDimValue() ? Long.toString(d.getDimValue()) : d.getDimParam())
                .toList());
  }
}
