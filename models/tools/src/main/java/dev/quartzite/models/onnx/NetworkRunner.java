package dev.quartzite.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A network in ONNX Runtime, on one thread of the processor, as it stands in the file: for probing
 * and checking. It owns session and options. The engine's own class would hide what is to be found
 * out here, such as the layout of the output.
 */
final class NetworkRunner implements AutoCloseable {
  /** Which of ONNX Runtime's ways to compute the same. */
  enum Kernels {
    /** As it runs in the service: the fastest for this processor, whose sums round differently. */
    FASTEST(OptLevel.ALL_OPT),

    /** One way for convolutions of one and of two dimensions, with the same sums. */
    ALIKE(OptLevel.EXTENDED_OPT);

    private final OptLevel level;

    Kernels(OptLevel level) {
      this.level = level;
    }
  }

  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private final SessionOptions options;
  private final OrtSession session;
  private final String audio;

  private NetworkRunner(SessionOptions options, OrtSession session, String audio) {
    this.options = options;
    this.session = session;
    this.audio = audio;
  }

  /**
   * Loads a network.
   *
   * @throws GraphException if ONNX Runtime refuses it
   */
  static NetworkRunner load(StoredNetwork network, Kernels kernels) {
    return load(network, kernels, Optional.empty());
  }

  /**
   * Loads a network whose kernels are timed.
   *
   * @param file how the file's name begins that {@link #endProfile} writes
   * @throws GraphException if ONNX Runtime refuses it
   */
  static NetworkRunner profile(StoredNetwork network, Path file) {
    return load(network, Kernels.FASTEST, Optional.of(file));
  }

  private static NetworkRunner load(
      StoredNetwork network, Kernels kernels, Optional<Path> profile) {
    String audio = Interface.audio(new ModelGraph(network.outline())).getName();
    // What made the network is garbage as large as it, and the collector knows nothing of the
    // memory that ONNX Runtime is about to take: about twice the weights while it loads.
    System.gc();
    SessionOptions options = new SessionOptions();
    try {
      options.setOptimizationLevel(kernels.level);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (profile.isPresent()) {
        options.enableProfiling(profile.get().toString());
      }
      OrtSession session = ENVIRONMENT.createSession(network.file().toString(), options);
      return new NetworkRunner(options, session, audio);
    } catch (OrtException e) {
      options.close();
      throw new GraphException("the network", "is refused by ONNX Runtime: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the network on a batch of spectrograms of equal size.
   *
   * @throws GraphException if it cannot run
   */
  NetworkOutput run(SpectrogramBatch batch) {
    try (OnnxTensor spectrograms =
            OnnxTensor.createTensor(ENVIRONMENT, batch.values(), batch.shape());
        OnnxTensor lengths =
            OnnxTensor.createTensor(ENVIRONMENT, batch.lengths(), new long[] {batch.shape()[0]})) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      for (String name : session.getInputNames()) {
        inputs.put(name, name.equals(audio) ? spectrograms : lengths);
      }
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        return new NetworkOutput(output.getFloatBuffer(), output.getInfo().getShape());
      }
    } catch (OrtException e) {
      throw new GraphException("the network", "cannot run: " + e.getMessage(), e);
    }
  }

  /** Writes what a {@linkplain #profile profile} has found so far, and gives the file. */
  Path endProfile() {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException e) {
      throw new GraphException("the network", "has no profile: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new GraphException("the network", "cannot be closed: " + e.getMessage(), e);
    } finally {
      options.close();
    }
  }
}
