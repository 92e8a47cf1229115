package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.RuntimeOptions;
import java.time.Duration;

/** A model as the service runs it, with as many callers as there are cores. */
final class SharedModel {
  static final int CALLERS = Runtime.getRuntime().availableProcessors();

  private static final Duration PATIENCE = Duration.ofHours(1);

  private SharedModel() {}

  static LoadedModel load(ModelDirectory directory) {
    return LoadedModel.loadShared(directory, RuntimeOptions.defaults(), CALLERS, PATIENCE);
  }
}
