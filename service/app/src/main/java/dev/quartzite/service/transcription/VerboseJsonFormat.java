package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Transcript;
import dev.quartzite.Word;
import dev.quartzite.decoding.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * {@code verbose_json}: words and segments with their times. What OpenAI's clients require is all
 * there; where CTC knows no such thing as Whisper does, the value says what comes nearest.
 */
final class VerboseJsonFormat implements TranscriptFormat {

  /**
   * The answer's body.
   *
   * @param language English name, as OpenAI's API writes it
   * @param duration seconds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(
      String task,
      String language,
      double duration,
      String text,
      @Nullable List<TimedSegment> segments,
      @Nullable List<TimedWord> words,
      Usage usage) {}

  /**
   * A word.
   *
   * @param confidence 0 to 1
   */
  record TimedWord(String word, double start, double end, double confidence) {}

  /**
   * A segment.
   *
   * @param seek where the window begins that was recognised at once: 0, the whole recording is one
   * @param tokens indices in the model's alphabet
   * @param temperature 0: the decoder takes no chances
   * @param avgLogprob mean log-probability of the characters, natural log
   * @param compressionRatio size of the text by its size when compressed
   * @param noSpeechProb probability that none of the words is there, if they err independently
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record TimedSegment(
      int id,
      int seek,
      double start,
      double end,
      String text,
      List<Integer> tokens,
      double temperature,
      double avgLogprob,
      double compressionRatio,
      double noSpeechProb) {}

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Body body(Transcript transcript, TranscriptionRequest request) {
    boolean segments = request.granularities().contains(Granularity.SEGMENT);
    boolean words = request.granularities().contains(Granularity.WORD);
    return new Body(
        "transcribe",
        Locale.forLanguageTag(request.language())
            .getDisplayLanguage(Locale.ENGLISH)
            .toLowerCase(Locale.ROOT),
        Times.milliseconds(transcript.seconds()),
        transcript.text(),
        segments ? segments(transcript, request.model().manifest().alphabet()) : null,
        words ? transcript.words().stream().map(VerboseJsonFormat::word).toList() : null,
        Usage.of(transcript.seconds()));
  }

  private static TimedWord word(Word word) {
    return new TimedWord(
        word.text(),
        Times.milliseconds(word.start()),
        Times.milliseconds(word.end()),
        word.confidence());
  }

  private static List<TimedSegment> segments(Transcript transcript, Alphabet alphabet) {
    List<TimedSegment> segments = new ArrayList<>();
    for (Segment segment : Segment.split(transcript.words())) {
      segments.add(
          new TimedSegment(
              segments.size(),
              0,
              Times.milliseconds(segment.start()),
              Times.milliseconds(segment.end()),
              segment.text(),
              tokens(segment.text(), alphabet),
              0,
              segment.meanLogProb(),
              compressionRatio(segment.text()),
              segment.noSpeechProbability()));
    }
    return segments;
  }

  private static List<Integer> tokens(String text, Alphabet alphabet) {
    return text.codePoints().mapToObj(Character::toString).map(alphabet.tokens()::indexOf).toList();
  }

  private static double compressionRatio(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[bytes.length + 64];
      int size = 0;
      while (!deflater.finished()) {
        size += deflater.deflate(buffer);
      }
      return (double) bytes.length / size;
    } finally {
      deflater.end();
    }
  }
}
