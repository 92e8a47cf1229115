package dev.quartzite.models.onnx;

import java.io.IOException;
import java.nio.file.Path;

/** Files of small networks, for the tests of the commands. */
public final class SmallNetworks {
  /** Tokens of each network, the blank counted. */
  public static final int TOKENS = TestNetwork.TOKENS;

  private SmallNetworks() {}

  /** Writes an export of a small network with random weights. */
  public static Path write(Path file) throws IOException {
    OnnxFile.write(new TestNetwork(17).build(), file);
    return file;
  }

  /** Writes a network that cannot be rewritten, nor run. */
  public static Path writeUnsupported(Path file) throws IOException {
    OnnxFile.write(new TestNetwork(17).withActivation("LSTM").build(), file);
    return file;
  }
}
