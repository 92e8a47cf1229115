package dev.quartzite.spark;

import dev.quartzite.LoadedModel;
import dev.quartzite.acoustic.RuntimeOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one model of an executor: loaded by its first task, shared by all, closed with the process.
 * Safe for any number of threads.
 */
final class ExecutorEngine {
  /** Tasks wait for the network as long as it takes: nobody waits for them. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private static final int QUEUE = 1_000;

  private static @Nullable EngineSettings loaded;
  private static @Nullable LoadedModel model;

  private ExecutorEngine() {}

  /**
   * The model, loaded now if it is not yet. Another one, of a second job in the same process, takes
   * its place when no task uses the first any longer; the process keeps both until it ends.
   *
   * @throws dev.quartzite.acoustic.ModelException if it cannot be loaded, which fails the job: no
   *     recording is to blame
   */
  static synchronized LoadedModel get(EngineSettings settings) {
    if (model == null || !settings.equals(loaded)) {
      LoadedModel fresh =
          LoadedModel.loadShared(
              settings.directory(),
              new RuntimeOptions(settings.device(), settings.threads()),
              QUEUE,
              PATIENCE);
      Runtime.getRuntime().addShutdownHook(new Thread(fresh::close, "close-model"));
      model = fresh;
      loaded = settings;
    }
    return model;
  }
}
