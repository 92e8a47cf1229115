package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * {@code verbose_json}: words and segments with their times, and where they are to be included the
 * transcript in other formats and pictures of what front end and network saw.
 */
final class VerboseJsonFormat implements TranscriptFormat {

  /**
   * The answer's body.
   *
   * @param language English name, as OpenAI's API writes it
   * @param duration seconds
   * @param formats the transcript in other formats, by their names
   * @param spectrogram a picture a channel
   * @param emissions a picture a channel
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(
      String task,
      String language,
      double duration,
      String text,
      @Nullable List<TimedSegment> segments,
      @Nullable List<TimedWord> words,
      @Nullable List<TimedCharacter> characters,
      @Nullable List<TokenLogprob> logprobs,
      @Nullable List<TextAlternative> alternatives,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> formats,
      @Nullable List<Picture> spectrogram,
      @Nullable List<Picture> emissions,
      Usage usage,
      Receipt receipt) {}

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Body body(Result result, TranscriptionRequest request) {
    return new Body(
        "transcribe",
        Locale.forLanguageTag(request.language())
            .getDisplayLanguage(Locale.ENGLISH)
            .toLowerCase(Locale.ROOT),
        Times.seconds(result.seconds()),
        result.text(),
        request.wants(Granularity.SEGMENT) ? TimedSegment.of(result, request) : null,
        request.wants(Granularity.WORD) ? TimedWord.of(result) : null,
        request.wants(Granularity.CHAR) ? TimedCharacter.of(result) : null,
        request.logprobs() ? TokenLogprob.of(result) : null,
        TextAlternative.of(result, request),
        formats(result, request),
        result.pictures().get(Inclusion.SPECTROGRAM),
        result.pictures().get(Inclusion.EMISSIONS),
        Usage.of(result),
        Receipt.of(request));
  }

  private static Map<String, Object> formats(Result result, TranscriptionRequest request) {
    Map<String, Object> written = new TreeMap<>();
    request.inclusions().stream()
        .flatMap(inclusion -> inclusion.format().stream())
        .forEach(format -> written.put(format.label(), format.writer().body(result, request)));
    return written;
  }
}
