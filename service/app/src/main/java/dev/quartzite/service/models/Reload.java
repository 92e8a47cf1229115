package dev.quartzite.service.models;

import java.util.List;

/**
 * What came of reading the folder of models again. Names of models, but for what failed.
 *
 * @param loaded new, or in place of one that had changed
 * @param kept as they were
 * @param unloaded gone, as soon as running requests are done with them
 * @param failed directories that could not be loaded; what was loaded from them before stays
 */
record Reload(List<String> loaded, List<String> kept, List<String> unloaded, List<Failure> failed) {
  /**
   * A directory that could not be loaded.
   *
   * @param message why, for people
   */
  record Failure(String directory, String message) {}

  Reload {
    loaded = List.copyOf(loaded);
    kept = List.copyOf(kept);
    unloaded = List.copyOf(unloaded);
    failed = List.copyOf(failed);
  }
}
