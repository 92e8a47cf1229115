package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.RuntimeOptions;
import java.time.Duration;

/** A model as the service runs it, with so many callers that the network never waits for one. */
final class SharedModel {
  static final int CALLERS = 2 * Runtime.getRuntime().availableProcessors();

  private static final Duration PATIENCE = Duration.ofHours(1);

  private SharedModel() {}

  static LoadedModel load(ModelDirectory directory) {
    return load(directory, Device.CPU, CALLERS);
  }

  static LoadedModel load(ModelDirectory directory, Device device, int callers) {
    int threads = Runtime.getRuntime().availableProcessors();
    return LoadedModel.loadShared(
        directory, new RuntimeOptions(device, threads), callers, PATIENCE);
  }
}
