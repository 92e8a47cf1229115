package dev.quartzite.models.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxFileTest {
  private static final int DOC_STRING = 6;

  @TempDir Path folder;

  @Test
  void whatIsReadIsWrittenAgainWithFieldsThatWeDoNotKnow() throws IOException {
    ModelProto model =
        new TestNetwork(17)
            .build().toBuilder()
                .setUnknownFields(
                    UnknownFieldSet.newBuilder()
                        .addField(
                            DOC_STRING,
                            UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("about"))
                                .build())
                        .build())
                .build();
    Path file = folder.resolve("model.onnx");
    OnnxFile.write(model, file);
    Path copy = folder.resolve("copy.onnx");
    OnnxFile.write(OnnxFile.read(file), copy);
    assertThat(copy).hasSameBinaryContentAs(file);
    assertThat(Files.readString(copy, ISO_8859_1)).contains("about");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html>404</html> | as an HTML or XML page does; was an error page downloaded?",
        "version https://git-lfs.github.com/spec/v1 | it is a Git LFS pointer",
        "PK and so on | it is an archive; unpack it first",
        "Lorem ipsum dolor sit amet | it is damaged or truncated",
        "'' | it is empty: fetch it again"
      })
  void whatIsNoNetworkIsNamedForWhatItIs(String content, String message) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content.getBytes(UTF_8));
    assertRefused(file, message);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] whole = new TestNetwork(17).build().toByteArray();
    for (int length : new int[] {1, 100, whole.length / 2, whole.length - 1}) {
      Path file = Files.write(folder.resolve("model.onnx"), Arrays.copyOf(whole, length));
      assertRefused(file, file + " is not an ONNX network");
    }
  }

  @Test
  void weightsInAnotherFileAreRefused() throws IOException {
    ModelProto.Builder model = new TestNetwork(17).build().toBuilder();
    model
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    Path file = folder.resolve("model.onnx");
    OnnxFile.write(model.build(), file);
    assertRefused(file, "keeps the weights 'depthwise' in another file");
  }

  @Test
  void aMissingFileIsAnErrorOfInput() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> OnnxFile.read(folder.resolve("none.onnx")));
  }

  private static void assertRefused(Path file, String message) {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> OnnxFile.read(file))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.subject()).isEqualTo(file.toString()));
  }
}
