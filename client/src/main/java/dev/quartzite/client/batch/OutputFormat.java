package dev.quartzite.client.batch;

import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestException.Kind;
import dev.quartzite.client.http.Transcription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Forms in which a transcription can be written. All come with the one answer of the server. */
public enum OutputFormat {
  /** The text and a line break. */
  TXT,
  /** The server's answer as it came. */
  JSON,
  /** SubRip subtitles. */
  SRT,
  /** WebVTT subtitles. */
  VTT,
  /** Start and end in milliseconds and text of each segment, with a heading line. */
  TSV,
  /** NIST's word times: recording, channel, start, length in seconds, word, confidence. */
  CTM;

  /** Whether the server is to include it in its answer, by the name of {@link #extension}. */
  boolean isIncludedOnly() {
    return this != TXT && this != JSON;
  }

  /**
   * The transcription written out.
   *
   * @throws RequestException if the server did not include this form
   */
  public String write(Transcription heard) {
    return switch (this) {
      case TXT -> heard.text() + "\n";
      case JSON -> heard.json().strip() + "\n";
      case SRT, VTT, TSV, CTM -> included(heard);
    };
  }

  private String included(Transcription heard) {
    @Nullable String text = heard.formats().get(extension());
    if (text == null) {
      throw new RequestException(
          Kind.REJECTED,
          "the server's answer has no %s in it; is the server older than this client?"
              .formatted(extension()));
    }
    return text;
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
