package dev.quartzite.service.transcription;

import java.util.Locale;

/** Times as they are written: no finer than what they mean. */
final class Times {
  private Times() {}

  /** Seconds, rounded to milliseconds. */
  static double seconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  static long milliseconds(double seconds) {
    return Math.round(seconds * 1000);
  }

  /**
   * Hours, minutes and seconds as subtitles have them.
   *
   * @param separator what stands before the milliseconds
   */
  static String clock(double seconds, char separator) {
    long ms = milliseconds(seconds);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        separator,
        ms % 1000);
  }
}
