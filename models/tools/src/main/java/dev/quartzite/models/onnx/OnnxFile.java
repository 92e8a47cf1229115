package dev.quartzite.models.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** ONNX files: reading with an answer for each thing that is none, and writing. */
public final class OnnxFile {
  private static final int SIGNATURE_BYTES = 64;

  private OnnxFile() {}

  /**
   * Reads a network with all its weights.
   *
   * @throws GraphException if the file is something else, damaged, or keeps weights elsewhere
   * @throws IOException if it cannot be read
   */
  public static ModelProto read(Path file) throws IOException {
    ModelProto model;
    try (InputStream in = Files.newInputStream(file)) {
      model = ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new GraphException(file.toString(), "is not an ONNX network: " + guess(file, e), e);
    }
    if (model.getOpsetImportCount() == 0 || model.getGraph().getNodeCount() == 0) {
      throw new GraphException(
          file.toString(),
          "is not an ONNX network: it has %d nodes and %d operator sets"
              .formatted(model.getGraph().getNodeCount(), model.getOpsetImportCount()));
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        throw new GraphException(
            file.toString(),
            "keeps the weights '%s' in another file; save the network as one file"
                .formatted(tensor.getName()));
      }
    }
    return model;
  }

  /** Writes a network. */
  public static void write(ModelProto model, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model.writeTo(out);
    }
  }

  private static String guess(Path file, InvalidProtocolBufferException e) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(SIGNATURE_BYTES), ISO_8859_1).strip();
    }
    if (start.startsWith("version https://git-lfs")) {
      return "it is a Git LFS pointer; fetch the file that it points to";
    }
    if (start.startsWith("<")) {
      return "it begins with '%s', as an HTML or XML page does; was an error page downloaded?"
          .formatted(start.lines().findFirst().orElse("").toLowerCase(Locale.ROOT));
    }
    if (start.startsWith("PK") || start.startsWith("\u001f\u008b")) {
      return "it is an archive; unpack it first";
    }
    return "it is damaged or truncated (%s)".formatted(e.getMessage());
  }
}
