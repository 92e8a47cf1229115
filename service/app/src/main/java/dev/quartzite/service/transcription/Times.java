package dev.quartzite.service.transcription;

/** Times as they are written: no finer than what they mean. */
final class Times {
  private Times() {}

  /** Seconds, rounded to milliseconds. */
  static double milliseconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
