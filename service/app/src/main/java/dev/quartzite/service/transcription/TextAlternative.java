package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Transcript;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A text that a recording may say, as it is written in JSON; natural logarithms.
 *
 * @param score acoustic and language score together: what alternatives are ranked by
 * @param acousticScore log-probability of the text by its sound
 * @param languageScore what language model, word bonus and hot words add
 * @param channel that it was heard in; absent where there is one
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record TextAlternative(
    String text,
    double score,
    double acousticScore,
    double languageScore,
    @Nullable Integer channel) {

  /** The alternatives of each channel in turn, best first; null if they were not asked for. */
  static @Nullable List<TextAlternative> of(Result result, TranscriptionRequest request) {
    if (!request.decoding().alternatives()) {
      return null;
    }
    List<TextAlternative> all = new ArrayList<>();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      all.addAll(of(result.channels().get(channel), result.separate() ? channel : null));
    }
    return all;
  }

  /** The alternatives of one transcript, best first. */
  static List<TextAlternative> of(Transcript transcript, @Nullable Integer channel) {
    return transcript.alternatives().stream()
        .map(
            text ->
                new TextAlternative(
                    text.text(), text.score(), text.acousticScore(), text.languageScore(), channel))
        .toList();
  }
}
