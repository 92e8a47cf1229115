package dev.quartzite.models.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** ONNX files: reading with an answer for each thing that is none, and writing. */
public final class OnnxFile {
  private static final int SIGNATURE_BYTES = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  /** What the messages of the format can hold, less some for everything but weights. */
  private static final long MOST_WEIGHT_BYTES = Integer.MAX_VALUE - (16L << 20);

  private OnnxFile() {}

  /**
   * Reads a network with all its weights.
   *
   * @throws GraphException if the file is something else, damaged, or keeps weights elsewhere
   * @throws IOException if it cannot be read
   */
  public static ModelProto read(Path file) throws IOException {
    ModelProto model;
    requireSize(file);
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

  private static void requireSize(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes == 0) {
      throw new GraphException(
          file.toString(), "is not an ONNX network: it is empty: fetch it again");
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new GraphException(
          file.toString(),
          "has %d bytes, a network in one file at most %d: store its weights as float16"
              .formatted(bytes, Integer.MAX_VALUE));
    }
  }

  /**
   * Writes a network.
   *
   * @throws GraphException if it is too large for a file of this format
   * @throws IOException if the file cannot be written
   */
  public static void write(ModelProto model, Path file) throws IOException {
    long bytes =
        model.getGraph().getInitializerList().stream().mapToLong(t -> t.getRawData().size()).sum();
    if (bytes > MOST_WEIGHT_BYTES) {
      throw new GraphException(
          "the network",
          "has weights of %d bytes, and a file of the ONNX format holds at most %d: it is too large"
              .formatted(bytes, MOST_WEIGHT_BYTES));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER_BYTES);
      model.writeTo(coded);
      coded.flush();
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
