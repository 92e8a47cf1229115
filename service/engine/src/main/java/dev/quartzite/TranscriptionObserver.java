package dev.quartzite;

/**
 * Is told how long each stage of a transcription took. Called on the thread that transcribes;
 * implementations are safe for any number of threads and do not throw.
 */
@FunctionalInterface
public interface TranscriptionObserver {
  /** A stage of the line. */
  enum Stage {
    FEATURES,
    ACOUSTIC,
    DECODING
  }

  /**
   * A stage has ended.
   *
   * @param stage which
   * @param elapsedNanos how long it took, nanoseconds
   * @param audioSeconds length of the recording, seconds
   */
  void stageEnded(Stage stage, long elapsedNanos, double audioSeconds);

  /** Pays no attention. */
  static TranscriptionObserver none() {
    return (stage, elapsedNanos, audioSeconds) -> {};
  }
}
