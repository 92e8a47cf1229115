package dev.quartzite.client.batch;

import dev.quartzite.client.http.Transcription;
import dev.quartzite.client.http.Transcription.Segment;
import java.util.List;
import java.util.Locale;

/** Formats of segments with their times. */
final class Subtitles {
  private Subtitles() {}

  static String srt(Transcription heard) {
    StringBuilder srt = new StringBuilder();
    int number = 1;
    for (Segment segment : segments(heard)) {
      srt.append(number++).append('\n');
      srt.append(clock(segment.start(), ',')).append(" --> ").append(clock(segment.end(), ','));
      srt.append('\n').append(oneLine(segment.text())).append("\n\n");
    }
    return srt.toString();
  }

  static String vtt(Transcription heard) {
    StringBuilder vtt = new StringBuilder("WEBVTT\n\n");
    for (Segment segment : segments(heard)) {
      vtt.append(clock(segment.start(), '.')).append(" --> ").append(clock(segment.end(), '.'));
      vtt.append('\n').append(escape(oneLine(segment.text()))).append("\n\n");
    }
    return vtt.toString();
  }

  static String tsv(Transcription heard) {
    StringBuilder tsv = new StringBuilder("start\tend\ttext\n");
    for (Segment segment : segments(heard)) {
      tsv.append(milliseconds(segment.start())).append('\t');
      tsv.append(milliseconds(segment.end())).append('\t');
      tsv.append(oneLine(segment.text())).append('\n');
    }
    return tsv.toString();
  }

  /** The answer's segments, or the whole text as one where the server makes none. */
  private static List<Segment> segments(Transcription heard) {
    if (!heard.segments().isEmpty() || heard.text().isBlank()) {
      return heard.segments();
    }
    return List.of(new Segment(0, heard.duration(), heard.text()));
  }

  private static long milliseconds(double seconds) {
    return Math.round(seconds * 1000);
  }

  private static String clock(double seconds, char decimal) {
    long ms = milliseconds(seconds);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        decimal,
        ms % 1000);
  }

  /** Line breaks and tabs would end the text early in all three formats. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
