package dev.quartzite.client.batch;

import java.util.List;

/** Watches a run. Called from many threads at once; every method returns quickly. */
public interface BatchListener {
  /** A recording's turn has come. Called in the order of the recordings. */
  default void started(Recording recording) {}

  /** A recording is settled. Called in the order in which they are. */
  default void finished(Result result) {}

  /** The server does not answer; the run waits for it. */
  default void serverGone(String reason) {}

  /** The server answers again; the run goes on. */
  default void serverBack() {}

  /** The run is over; what has begun and is not settled was given up. */
  default void ended() {}

  /** Tells each of these in turn. */
  static BatchListener all(List<BatchListener> listeners) {
    return new BatchListener() {
      @Override
      public void started(Recording recording) {
        listeners.forEach(listener -> listener.started(recording));
      }

      @Override
      public void finished(Result result) {
        listeners.forEach(listener -> listener.finished(result));
      }

      @Override
      public void serverGone(String reason) {
        listeners.forEach(listener -> listener.serverGone(reason));
      }

      @Override
      public void serverBack() {
        listeners.forEach(BatchListener::serverBack);
      }

      @Override
      public void ended() {
        listeners.forEach(BatchListener::ended);
      }
    };
  }
}
