package dev.quartzite.service.transcription;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller may have put into a JSON answer besides what belongs there anyway. */
enum Inclusion {
  LOGPROBS(null),
  SPECTROGRAM(null),
  EMISSIONS(null),
  SRT(ResponseFormat.SRT),
  VTT(ResponseFormat.VTT),
  TSV(ResponseFormat.TSV),
  CTM(ResponseFormat.CTM);

  private final @Nullable ResponseFormat format;

  Inclusion(@Nullable ResponseFormat format) {
    this.format = format;
  }

  /** The name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format in which the transcript is to be there as well, if this is about one. */
  Optional<ResponseFormat> format() {
    return Optional.ofNullable(format);
  }
}
