package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import java.nio.file.Path;

/**
 * A loaded model and how many are using it. Once withdrawn it is closed as soon as nobody does.
 * Safe for any number of threads.
 */
final class CountedModel {
  private final LoadedModel model;
  private int users;
  private boolean withdrawn;

  CountedModel(LoadedModel model) {
    this.model = model;
  }

  /** The model, for its facts; running it needs {@link #use}. */
  LoadedModel model() {
    return model;
  }

  String name() {
    return model.manifest().name();
  }

  /** Its directory. */
  Path path() {
    return model.directory().path();
  }

  /** Counts a user in, unless the model was withdrawn. */
  synchronized boolean use() {
    if (!withdrawn) {
      users++;
    }
    return !withdrawn;
  }

  /** Counts a user out. */
  void release() {
    close(-1, false);
  }

  /** Closes the model now, or when its last user is gone. */
  void withdraw() {
    close(0, true);
  }

  private void close(int change, boolean withdraw) {
    boolean last;
    synchronized (this) {
      boolean closed = withdrawn && users == 0;
      users += change;
      withdrawn |= withdraw;
      last = withdrawn && users == 0 && !closed;
    }
    if (last) {
      model.close();
    }
  }
}
