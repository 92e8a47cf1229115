package dev.quartzite;

import dev.quartzite.acoustic.DeviceReport;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.acoustic.OnnxAcousticModel;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.features.LogMelExtractor;

/**
 * A model in memory, ready to transcribe. It owns the network's native memory until it is closed;
 * transcribers made from it must not be used after that. Safe for any number of threads.
 */
public final class LoadedModel implements AutoCloseable {
  private final ModelDirectory directory;
  private final LogMelExtractor extractor;
  private final OnnxAcousticModel acousticModel;

  private LoadedModel(ModelDirectory directory, OnnxAcousticModel acousticModel) {
    this.directory = directory;
    this.extractor = new LogMelExtractor(directory.manifest().frontEnd());
    this.acousticModel = acousticModel;
  }

  /**
   * Loads the network of a directory.
   *
   * @throws ModelException if it does not fit its manifest or cannot run on the device
   */
  public static LoadedModel load(ModelDirectory directory, RuntimeOptions options) {
    return new LoadedModel(
        directory,
        OnnxAcousticModel.load(directory.weights(), directory.manifest().shape(), options));
  }

  public ModelDirectory directory() {
    return directory;
  }

  public ModelManifest manifest() {
    return directory.manifest();
  }

  /** Where the network runs. */
  public DeviceReport device() {
    return acousticModel.device();
  }

  /** The whole line around this model with greedy decoding. */
  public Transcriber transcriber() {
    return new Transcriber(
        extractor,
        acousticModel,
        manifest().alphabet(),
        new GreedyCtcDecoder(manifest().alphabet()),
        TranscriptionObserver.none());
  }

  @Override
  public void close() {
    acousticModel.close();
  }
}
