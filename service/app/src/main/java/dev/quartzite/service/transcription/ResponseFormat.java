package dev.quartzite.service.transcription;

import java.util.Locale;

/** What a transcript is written as. */
enum ResponseFormat {
  JSON,
  TEXT,
  VERBOSE_JSON,
  SRT,
  VTT,
  TSV,
  CTM;

  /** The name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  TranscriptFormat writer() {
    return switch (this) {
      case JSON -> new JsonFormat();
      case TEXT -> new TextFormat();
      case VERBOSE_JSON -> new VerboseJsonFormat();
      case SRT -> new SrtFormat();
      case VTT -> new VttFormat();
      case TSV -> new TsvFormat();
      case CTM -> new CtmFormat();
    };
  }
}
