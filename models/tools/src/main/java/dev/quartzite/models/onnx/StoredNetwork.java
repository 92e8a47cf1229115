package dev.quartzite.models.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A network in a file. Only its outline is kept in memory, so that a network of any size can be
 * loaded by ONNX Runtime without its weights lying in the Java heap as well.
 *
 * @param file ONNX with all weights
 * @param outline the network without the values of long tensors, whose names, types and shapes are
 *     there
 */
public record StoredNetwork(Path file, ModelProto outline) {
  private static final int LONG_BYTES = 1024;

  /**
   * A network in a file that is there.
   *
   * @throws GraphException if the file is something else, damaged, or keeps weights elsewhere
   * @throws IOException if it cannot be read
   */
  public static StoredNetwork open(Path file) throws IOException {
    return new StoredNetwork(file, outline(OnnxFile.read(file)));
  }

  /**
   * Writes a network to a file.
   *
   * @throws GraphException if it is too large for one
   * @throws IOException if it cannot be written
   */
  public static StoredNetwork store(ModelProto network, Path file) throws IOException {
    OnnxFile.write(network, file);
    return new StoredNetwork(file, outline(network));
  }

  /** The network with its weights. */
  ModelProto read() throws IOException {
    return OnnxFile.read(file);
  }

  /** A copy without the values of long tensors. It holds on to nothing of the original. */
  static ModelProto outline(ModelProto network) {
    ModelProto.Builder outline = network.toBuilder();
    outline.getGraphBuilder().getInitializerBuilderList().forEach(StoredNetwork::shorten);
    for (NodeProto.Builder node : outline.getGraphBuilder().getNodeBuilderList()) {
      node.getAttributeBuilderList().stream()
          .filter(AttributeProto.Builder::hasT)
          .forEach(attribute -> shorten(attribute.getTBuilder()));
    }
    try {
      return ModelProto.parseFrom(outline.build().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("what was just written can be read", e);
    }
  }

  private static void shorten(TensorProto.Builder tensor) {
    if (tensor.getRawData().size() > LONG_BYTES) {
      tensor.clearRawData();
    }
    if (tensor.getFloatDataCount() + tensor.getInt32DataCount() + tensor.getInt64DataCount()
        > LONG_BYTES / Float.BYTES) {
      tensor.clearFloatData().clearInt32Data().clearInt64Data();
    }
  }
}
