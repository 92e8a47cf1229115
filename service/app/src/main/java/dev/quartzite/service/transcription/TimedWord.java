package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word as it is written in JSON.
 *
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param confidence 0 to 1
 * @param channel that it was heard in; absent where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TimedWord(
    String word, double start, double end, double confidence, @Nullable Integer channel) {

  /** The words of all channels in order of time. */
  static List<TimedWord> of(Result result) {
    List<TimedWord> all = new ArrayList<>();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      all.addAll(of(result.channels().get(channel).words(), result.separate() ? channel : null));
    }
    all.sort(Comparator.comparingDouble(TimedWord::start));
    return all;
  }

  static List<TimedWord> of(List<Word> words, @Nullable Integer channel) {
    return words.stream()
        .map(
            word ->
                new TimedWord(
                    word.text(),
                    Times.seconds(word.start()),
                    Times.seconds(word.end()),
                    word.confidence(),
                    channel))
        .toList();
  }
}
