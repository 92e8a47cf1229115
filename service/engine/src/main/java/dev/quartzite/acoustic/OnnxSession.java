package dev.quartzite.acoustic;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX Runtime, which only this class and {@link OnnxDevices} know. It owns session
 * and options and closes them once, in that order. {@link #run} may be called by any number of
 * threads; {@link #close} must not be called while one runs.
 */
final class OnnxSession implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OnnxDevices.start();

  private final SessionOptions options;
  private final OrtSession session;
  private final DeviceReport device;
  private final String audioInput;
  private final @Nullable String lengthInput;

  /**
   * Takes possession of the options: they are closed with the session, or here if there can be
   * none.
   */
  private OnnxSession(Path file, int melBands, SessionOptions options, DeviceReport device)
      throws OrtException, IOException {
    this.options = options;
    this.device = device;
    // A path inside an archive means nothing to native code: such a network is handed over as
    // bytes.
    this.session =
        file.getFileSystem() == FileSystems.getDefault()
            ? ENVIRONMENT.createSession(file.toString(), options)
            : ENVIRONMENT.createSession(Files.readAllBytes(file), options);
    try {
      Collection<NodeInfo> inputs = session.getInputInfo().values();
      this.audioInput = audioInput(inputs, melBands);
      this.lengthInput = lengthInput(inputs);
      checkOutput(session.getOutputInfo().values());
    } catch (OrtException | ModelException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Loads a network and checks names, types and ranks of its inputs and its output.
   *
   * @throws ModelException if the file is no network that takes {@code [batch × mel bands ×
   *     frames]}
   */
  static OnnxSession load(Path file, int melBands, RuntimeOptions choice) {
    SessionOptions options = new SessionOptions();
    boolean loaded = false;
    try {
      OnnxSession session = new OnnxSession(file, melBands, options, configure(options, choice));
      loaded = true;
      return session;
    } catch (OrtException | IOException e) {
      throw new ModelException(
          "%s cannot be loaded as an ONNX network: %s".formatted(file, e.getMessage()), e);
    } catch (ModelException e) {
      throw new ModelException("%s: %s".formatted(file, e.getMessage()), e);
    } finally {
      if (!loaded) {
        options.close();
      }
    }
  }

  private static DeviceReport configure(SessionOptions options, RuntimeOptions choice)
      throws OrtException {
    options.setIntraOpNumThreads(choice.threads());
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return OnnxDevices.add(ENVIRONMENT, options, choice);
  }

  private static String audioInput(Collection<NodeInfo> inputs, int melBands) {
    for (NodeInfo input : inputs) {
      if (input.getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && tensor.getShape().length == 3) {
        long bands = tensor.getShape()[1];
        long frames = tensor.getShape()[2];
        if (bands != -1 && bands != melBands) {
          throw new ModelException(
              "the manifest says %d mel bands, the network's input '%s' takes %d"
                  .formatted(melBands, input.getName(), bands));
        }
        if (frames != -1) {
          throw new ModelException(
              "input '%s' takes exactly %d frames; export the network with a dynamic time axis"
                  .formatted(input.getName(), frames));
        }
        return input.getName();
      }
    }
    throw new ModelException(
        "expected a float32 input [batch × %d × frames], found %s"
            .formatted(melBands, describe(inputs)));
  }

  private static @Nullable String lengthInput(Collection<NodeInfo> inputs) {
    @Nullable String length = null;
    for (NodeInfo input : inputs) {
      if (input.getInfo() instanceof TensorInfo tensor && tensor.getShape().length != 3) {
        if (tensor.type != OnnxJavaType.INT64 || tensor.getShape().length != 1 || length != null) {
          throw new ModelException(
              "expected no input but the spectrogram and its int64 lengths [batch], found "
                  + describe(inputs));
        }
        length = input.getName();
      }
    }
    return length;
  }

  private static void checkOutput(Collection<NodeInfo> outputs) {
    NodeInfo first = outputs.iterator().next();
    if (!(first.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || tensor.getShape().length != 3) {
      throw new ModelException(
          "expected a float32 output [batch × frames × tokens], found " + describe(List.of(first)));
    }
  }

  private static String describe(Collection<NodeInfo> nodes) {
    return String.join(
        ", ",
        nodes.stream()
            .map(
                node ->
                    node.getInfo() instanceof TensorInfo tensor
                        ? "'%s' %s %s"
                            .formatted(
                                node.getName(), tensor.type, Arrays.toString(tensor.getShape()))
                        : "'%s' %s".formatted(node.getName(), node.getInfo()))
            .toList());
  }

  DeviceReport device() {
    return device;
  }

  /** Whether the network takes the lengths of the recordings beside their frames. */
  boolean takesLengths() {
    return lengthInput != null;
  }

  /**
   * Runs the network.
   *
   * @param audio {@code [batch × mel bands × frames]}, direct and in native order, from its
   *     position to its limit
   * @param lengths valid frames of each recording; not given to a network that does not take them
   * @return the first output
   * @throws ModelException if ONNX Runtime cannot run it
   */
  RawOutput run(FloatBuffer audio, long[] audioShape, long[] lengths) {
    try (OnnxTensor audioTensor = OnnxTensor.createTensor(ENVIRONMENT, audio, audioShape);
        OnnxTensor lengthTensor =
            OnnxTensor.createTensor(
                ENVIRONMENT, LongBuffer.wrap(lengths), new long[] {lengths.length})) {
      Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
      inputs.put(audioInput, audioTensor);
      if (lengthInput != null) {
        inputs.put(lengthInput, lengthTensor);
      }
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        return new RawOutput(output.getFloatBuffer(), output.getInfo().getShape());
      }
    } catch (OrtException e) {
      throw new ModelException("the network cannot run: " + e.getMessage(), e);
    }
  }

  /** An output copied out of native memory, with its dimensions. */
  @SuppressWarnings("ArrayRecordComponent") // goes no further than the one method that reads it
  record RawOutput(FloatBuffer values, long[] shape) {}

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("the network cannot be closed: " + e.getMessage(), e);
    } finally {
      options.close();
    }
  }
}
