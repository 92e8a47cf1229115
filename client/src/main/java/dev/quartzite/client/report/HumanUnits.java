package dev.quartzite.client.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class HumanUnits {
  private HumanUnits() {}

  /** The two largest units: {@code 3 h 12 min}, {@code 12 min 4 s}, {@code 4.2 s}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    Duration duration = Duration.ofSeconds(whole);
    if (whole < 3600) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return count(duration.toHours()) + " h " + duration.toMinutesPart() + " min";
  }

  /** With a comma between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 53.1 × real time}, or nothing before there is anything to tell. */
  static String speed(double audioSeconds, double seconds) {
    return seconds <= 0 || audioSeconds <= 0
        ? ""
        : String.format(Locale.ROOT, "%.1f × real time", audioSeconds / seconds);
  }
}
