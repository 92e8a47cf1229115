package dev.quartzite.client.batch;

import dev.quartzite.client.batch.JournalEntry.Version;
import java.io.IOException;
import java.util.Optional;

/** Where results go and are remembered. Safe for use by any number of threads. */
public interface TranscriptStore extends AutoCloseable {
  /**
   * The version of a recording that is still to be transcribed, or nothing if it is there already.
   *
   * @throws IOException if the recording cannot be read
   */
  Optional<Version> missing(Recording recording) throws IOException;

  /**
   * Keeps a transcript. When this returns, it outlasts the loss of power.
   *
   * @throws OutputException if it cannot be kept
   */
  void keep(Result.Done result, Version version);

  /**
   * Remembers a failure. Another run will try again.
   *
   * @throws OutputException if it cannot be kept
   */
  void keep(Result.Failed result);

  /**
   * Nothing can be kept afterwards.
   *
   * @throws OutputException if what was kept cannot be put in order
   */
  @Override
  void close();

  /** Remembers nothing, so that everything is missing always. */
  static TranscriptStore none() {
    return new TranscriptStore() {
      private static final Version ANY = new Version("", "");

      @Override
      public Optional<Version> missing(Recording recording) {
        return Optional.of(ANY);
      }

      @Override
      public void keep(Result.Done result, Version version) {}

      @Override
      public void keep(Result.Failed result) {}

      @Override
      public void close() {}
    };
  }
}
