package dev.quartzite.client.report;

import dev.quartzite.client.report.Tally.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * A run at a glance, in one line.
 *
 * @param files number of recordings in the run
 * @param bytes their size
 */
public record ProgressLine(int files, long bytes) {
  private static final int BAR = 24;

  /** Counts, speed and remaining time, without a bar. */
  String text(Counts counts, double seconds) {
    List<String> parts = new ArrayList<>();
    parts.add(HumanUnits.count(counts.settled()) + " of " + HumanUnits.count(files) + " files");
    parts.add(HumanUnits.duration(counts.audioSeconds()) + " of audio");
    String speed = HumanUnits.speed(counts.audioSeconds(), seconds);
    if (!speed.isEmpty()) {
      parts.add(speed);
    }
    if (counts.failed() > 0) {
      parts.add(HumanUnits.count(counts.failed()) + " failed");
    }
    if (counts.workedBytes() > 0 && counts.settled() < files) {
      parts.add(HumanUnits.duration(remaining(counts, seconds)) + " left");
    }
    return String.join(", ", parts);
  }

  /** The same behind a bar, which shows settled recordings. */
  String bar(Counts counts, double seconds) {
    int full = files == 0 ? BAR : (int) ((long) BAR * counts.settled() / files);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + text(counts, seconds);
  }

  /** Size tells more about the time that a recording will take than the number of files does. */
  private double remaining(Counts counts, double seconds) {
    long left = bytes - counts.skippedBytes() - counts.workedBytes();
    return Math.max(0, seconds * left / counts.workedBytes());
  }
}
