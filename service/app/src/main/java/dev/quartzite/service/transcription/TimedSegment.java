package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Token;
import dev.quartzite.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A segment as it is written in JSON. What OpenAI's clients require is all there; where CTC knows
 * no such thing as Whisper does, the value says what comes nearest.
 *
 * @param seek frame at which the window begins that Whisper would have heard it in: 0, there is no
 *     such window
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param tokens indices in the model's alphabet, spaces included
 * @param temperature 0: the decoder takes no chances
 * @param avgLogprob mean log-probability of the letters, natural log
 * @param compressionRatio size of the text by its size when compressed
 * @param noSpeechProb probability that none of the words is there, if they err independently
 * @param channel that it was heard in; absent where there is one
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
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
    double noSpeechProb,
    @Nullable Integer channel) {

  static List<TimedSegment> of(Result result, TranscriptionRequest request) {
    int space = request.model().manifest().alphabet().space();
    List<TimedSegment> all = new ArrayList<>();
    for (Segment segment : result.segments()) {
      all.add(of(all.size(), segment, space, result.separate() ? segment.channel() : null));
    }
    return all;
  }

  private static TimedSegment of(int id, Segment segment, int space, @Nullable Integer channel) {
    return new TimedSegment(
        id,
        0,
        Times.seconds(segment.start()),
        Times.seconds(segment.end()),
        segment.text(),
        tokens(segment.words(), space),
        0,
        segment.meanLogProb(),
        compressionRatio(segment.text()),
        segment.noSpeechProbability(),
        channel);
  }

  private static List<Integer> tokens(List<Word> words, int space) {
    List<Integer> tokens = new ArrayList<>();
    for (Word word : words) {
      if (!tokens.isEmpty()) {
        tokens.add(space);
      }
      word.letters().stream().map(Token::index).forEach(tokens::add);
    }
    return tokens;
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
