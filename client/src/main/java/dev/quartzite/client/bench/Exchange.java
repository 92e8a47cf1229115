package dev.quartzite.client.bench;

/**
 * One request and what became of it.
 *
 * @param recording the recording's name
 * @param start when it was sent, or in an open loop should have been, seconds after the first
 * @param latency seconds from then to the last byte of the answer
 * @param outcome what became of it
 * @param audioSeconds length of the recording; 0 if it was not served
 * @param text the transcript, or why there is none
 */
public record Exchange(
    String recording,
    double start,
    double latency,
    Outcome outcome,
    double audioSeconds,
    String text) {
  /** What became of a request. */
  public enum Outcome {
    /** Transcribed. */
    SERVED,
    /** Refused with a time to come back: the service had more to do than it takes. */
    REFUSED,
    /** Refused for its load without saying when to come back. */
    REFUSED_WITHOUT_TIME,
    /** Anything else. */
    FAILED;

    boolean isRefusal() {
      return this == REFUSED || this == REFUSED_WITHOUT_TIME;
    }
  }

  /** When the answer was there, seconds after the first request. */
  double end() {
    return start + latency;
  }
}
