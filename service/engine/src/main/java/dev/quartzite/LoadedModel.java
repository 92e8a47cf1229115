package dev.quartzite;

import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.BatchingAcousticModel;
import dev.quartzite.acoustic.BatchingOptions;
import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.DeviceReport;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.acoustic.OnnxAcousticModel;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.BeamSearchCtcDecoder;
import dev.quartzite.decoding.BeamSearchOptions;
import dev.quartzite.decoding.CtcDecoder;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.decoding.HotWords;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A model in memory, ready to transcribe. It owns the network's native memory until it is closed;
 * transcribers made from it must not be used after that. Safe for any number of threads.
 */
public final class LoadedModel implements AutoCloseable {
  /** Frames of 10 ms. */
  private static final int SHORTEST_TRIED = 128;

  private static final int LONGEST_TRIED = 4096;

  private final ModelDirectory directory;
  private final LogMelExtractor extractor;
  private final AcousticModel acousticModel;
  private final DeviceReport device;
  private final List<NamedLanguageModel> languageModels;

  private LoadedModel(ModelDirectory directory, AcousticModel acousticModel, DeviceReport device) {
    this.directory = directory;
    this.languageModels = directory.openLanguageModels();
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
   * Loads the network of a directory for many callers, who share it by way of a queue. On a device
   * other than the processor it is tried first: lengths and batches of all sizes run once, so that
   * no caller waits for what is prepared then, and texts are {@linkplain DeviceTrial compared} with
   * the processor's, which {@link #device()} reports.
   *
   * @param queueCapacity recordings that may wait
   * @param deadline how long a caller waits
   * @throws ModelException if it does not fit its manifest or cannot run on the device
   */
  public static LoadedModel loadShared(
      ModelDirectory directory, RuntimeOptions options, int queueCapacity, Duration deadline) {
    OnnxAcousticModel network = network(directory, options);
    if (network.device().used() == Device.CPU) {
      BatchingOptions batching = BatchingOptions.forCpu(queueCapacity, deadline);
      return new LoadedModel(
          directory, new BatchingAcousticModel(network, batching), network.device());
    }
    BatchingOptions batching = BatchingOptions.forGpu(queueCapacity, deadline);
    try {
      DeviceReport device = network.device().with(tried(directory, network, batching));
      return new LoadedModel(directory, new BatchingAcousticModel(network, batching), device);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static String tried(
      ModelDirectory directory, OnnxAcousticModel network, BatchingOptions batching) {
    int melBands = directory.manifest().shape().melBands();
    for (int frames = SHORTEST_TRIED; frames <= LONGEST_TRIED; frames *= 2) {
      LogMelSpectrogram nothing =
          new LogMelSpectrogram(FloatMatrix.wrap(frames, melBands, new float[frames * melBands]));
      network.infer(nothing);
      int most = Math.min(batching.maxBatch(), batching.maxBatchFrames() / frames);
      network.infer(Collections.nCopies(most, nothing));
    }
    try (OnnxAcousticModel processor = network(directory, new RuntimeOptions(Device.CPU, 1))) {
      return DeviceTrial.of(directory, network, processor).toString();
    }
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

  /** The language models beside the weights; the first is the default. */
  public List<NamedLanguageModel> languageModels() {
    return languageModels;
  }

  /** Beam search with the default language model, or greedy decoding where the model has none. */
  public CtcDecoder defaultDecoder() {
    Alphabet alphabet = manifest().alphabet();
    return languageModels.stream()
        .findFirst()
        .<CtcDecoder>map(
            named ->
                new BeamSearchCtcDecoder(
                    alphabet, named.model(), HotWords.none(), BeamSearchOptions.defaults()))
        .orElseGet(() -> new GreedyCtcDecoder(alphabet));
  }

  /** The whole line around this model with its default decoder. */
  public Transcriber transcriber() {
    return transcriber(acousticModel);
  }

  /**
   * The same for one of several callers, who share the network fairly where they share it.
   *
   * @param caller who it is
   */
  public Transcriber transcriber(String caller) {
    return transcriber(
        acousticModel instanceof BatchingAcousticModel shared
            ? shared.forCaller(caller)
            : acousticModel);
  }

  /** The network that callers share, if they do, to see how busy it is. */
  public Optional<BatchingAcousticModel> sharedNetwork() {
    return acousticModel instanceof BatchingAcousticModel shared
        ? Optional.of(shared)
        : Optional.empty();
  }

  private Transcriber transcriber(AcousticModel network) {
    return new Transcriber(
        extractor,
        network,
        new WordReader(manifest().alphabet(), manifest().decoding().confidence()),
        defaultDecoder(),
        TranscriptionObserver.none());
  }

  @Override
  public void close() {
    acousticModel.close();
  }
}
