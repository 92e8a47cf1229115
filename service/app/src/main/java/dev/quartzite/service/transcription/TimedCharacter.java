package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.Token;
import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it is written in JSON. Spaces have none, as nothing is heard in them.
 *
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param channel that it was heard in; absent where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TimedCharacter(String character, double start, double end, @Nullable Integer channel) {

  /** The letters of all channels in order of time. */
  static List<TimedCharacter> of(Result result) {
    List<TimedCharacter> all = new ArrayList<>();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      for (Word word : result.channels().get(channel).words()) {
        for (Token letter : word.letters()) {
          all.add(of(letter, result.separate() ? channel : null));
        }
      }
    }
    all.sort(Comparator.comparingDouble(TimedCharacter::start));
    return all;
  }

  private static TimedCharacter of(Token letter, @Nullable Integer channel) {
    return new TimedCharacter(
        letter.text(), Times.seconds(letter.start()), Times.seconds(letter.end()), channel);
  }
}
