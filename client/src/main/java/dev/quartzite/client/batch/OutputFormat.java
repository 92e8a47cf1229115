package dev.quartzite.client.batch;

import dev.quartzite.client.http.Transcription;
import java.util.Locale;

/** Forms in which a transcription can be written. All are made from the one answer. */
public enum OutputFormat {
  /** The text and a line break. */
  TXT,
  /** The server's answer as it came. */
  JSON,
  /** SubRip subtitles, one a segment. */
  SRT,
  /** WebVTT subtitles, one a segment. */
  VTT,
  /** Start and end in milliseconds and text of each segment, with a heading line. */
  TSV,
  /** NIST's word times: recording, channel, start, length in seconds, word, confidence. */
  CTM;

  /** The transcription of the recording of this name, written out. */
  public String write(String name, Transcription heard) {
    return switch (this) {
      case TXT -> heard.text() + "\n";
      case JSON -> heard.json().strip() + "\n";
      case SRT -> Subtitles.srt(heard);
      case VTT -> Subtitles.vtt(heard);
      case TSV -> Subtitles.tsv(heard);
      case CTM -> WordTimes.ctm(name, heard);
    };
  }

  /** What is added to a recording's name, without the dot. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return extension();
  }
}
