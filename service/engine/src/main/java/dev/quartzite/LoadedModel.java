package dev.quartzite;

import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.BatchingAcousticModel;
import dev.quartzite.acoustic.BatchingOptions;
import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.DeviceReport;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.acoustic.OnnxAcousticModel;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.features.LogMelExtractor;
import java.time.Duration;

/**
 * A model in memory, ready to transcribe. It owns the network's native memory until it is closed;
 * transcribers made from it must not be used after that. Safe for any number of threads.
 */
public final class LoadedModel implements AutoCloseable {
  private final ModelDirectory directory;
  private final LogMelExtractor extractor;
  private final AcousticModel acousticModel;
  private final DeviceReport device;

  private LoadedModel(ModelDirectory directory, AcousticModel acousticModel, DeviceReport device) {
    this.directory = directory;
    this.extractor = new LogMelExtractor(directory.manifest().frontEnd());
    this.acousticModel = acousticModel;
    this.device = device;
  }

  /**
   * Loads the network of a directory for a few callers, each of which runs it at once.
   *
   * @throws ModelException if it does not fit its manifest or cannot run on the device
   */
  public static LoadedModel load(ModelDirectory directory, RuntimeOptions options) {
    OnnxAcousticModel network = network(directory, options);
    return new LoadedModel(directory, network, network.device());
  }

  /**
   * Loads the network of a directory for many callers, who share it by way of a queue.
   *
   * @param queueCapacity recordings that may wait
   * @param deadline how long a caller waits
   * @throws ModelException if it does not fit its manifest or cannot run on the device
   */
  public static LoadedModel loadShared(
      ModelDirectory directory, RuntimeOptions options, int queueCapacity, Duration deadline) {
    OnnxAcousticModel network = network(directory, options);
    BatchingOptions batching =
        network.device().used() == Device.CPU
            ? BatchingOptions.forCpu(queueCapacity, deadline)
            : BatchingOptions.forGpu(queueCapacity, deadline);
    return new LoadedModel(
        directory, new BatchingAcousticModel(network, batching), network.device());
  }

  private static OnnxAcousticModel network(ModelDirectory directory, RuntimeOptions options) {
    return OnnxAcousticModel.load(directory.weights(), directory.manifest().shape(), options);
  }

  public ModelDirectory directory() {
    return directory;
  }

  public ModelManifest manifest() {
    return directory.manifest();
  }

  /** Where the network runs. */
  public DeviceReport device() {
    return device;
  }

  /** The whole line around this model with greedy decoding. */
  public Transcriber transcriber() {
    return new Transcriber(
        extractor,
        acousticModel,
        new WordReader(manifest().alphabet(), manifest().decoding().confidence()),
        new GreedyCtcDecoder(manifest().alphabet()),
        TranscriptionObserver.none());
  }

  @Override
  public void close() {
    acousticModel.close();
  }
}
