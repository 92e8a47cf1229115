package dev.quartzite.service.transcription;

import java.util.Locale;

/** Pieces of a transcript that a caller may want the times of. */
enum Granularity {
  WORD,
  SEGMENT,
  CHAR;

  /** The name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
