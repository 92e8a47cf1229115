package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Word;
import dev.quartzite.features.FrontEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a transcription is charged by, in OpenAI's terms: by its length, or, where its clients know
 * nothing else, by tokens, which are the network's frames and letters then.
 *
 * @param type {@code duration} or {@code tokens}
 * @param inputTokens frames of the network
 * @param outputTokens tokens of the text
 * @param seconds length of the recording
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Usage(
    String type,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens,
    double seconds) {

  static Usage of(Result result) {
    return new Usage("duration", null, null, null, Times.seconds(result.seconds()));
  }

  /** As the last event of a stream has it. */
  static Usage inTokens(Result result, TranscriptionRequest request) {
    FrontEnd frontEnd = request.model().manifest().frontEnd();
    double framesASecond =
        (double) frontEnd.sampleRate()
            / frontEnd.hopSamples()
            / request.model().manifest().stride();
    long input = Math.round(result.seconds() * framesASecond * result.channels().size());
    long output =
        result.channels().stream()
            .flatMap(channel -> channel.words().stream())
            .map(Word::tokens)
            .mapToLong(List::size)
            .sum();
    return new Usage("tokens", input, output, input + output, Times.seconds(result.seconds()));
  }
}
