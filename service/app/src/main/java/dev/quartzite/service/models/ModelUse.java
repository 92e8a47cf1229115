package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model in use: it stays loaded until this is closed, whatever becomes of it in the catalogue.
 * Closing it again does nothing. Safe for any number of threads.
 */
public final class ModelUse implements AutoCloseable {
  private final CountedModel counted;
  private final AtomicBoolean closed = new AtomicBoolean();

  ModelUse(CountedModel counted) {
    this.counted = counted;
  }

  public LoadedModel model() {
    return counted.model();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      counted.release();
    }
  }
}
