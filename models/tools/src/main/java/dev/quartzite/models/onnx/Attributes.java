package dev.quartzite.models.onnx;

import com.google.protobuf.ByteString;
import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.AttributeProto.AttributeType;
import dev.quartzite.models.onnx.proto.NodeProto;
import java.util.List;
import java.util.Optional;

/** Attributes of a node: reading with the default of the specification, and making. */
public final class Attributes {
  private Attributes() {}

  static Optional<AttributeProto> find(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  static long integer(NodeProto node, String name, long otherwise) {
    return find(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  static float number(NodeProto node, String name, float otherwise) {
    return find(node, name).map(AttributeProto::getF).orElse(otherwise);
  }

  static String text(NodeProto node, String name, String otherwise) {
    return find(node, name)
        .map(AttributeProto::getS)
        .map(ByteString::toStringUtf8)
        .orElse(otherwise);
  }

  static List<Long> integers(NodeProto node, String name, List<Long> otherwise) {
    return find(node, name).map(AttributeProto::getIntsList).orElse(otherwise);
  }

  public static AttributeProto of(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  public static AttributeProto of(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  public static AttributeProto of(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(values)
        .build();
  }
}
