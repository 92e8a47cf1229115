package dev.quartzite.client.batch;

import dev.quartzite.client.http.Transcription;
import dev.quartzite.client.http.Transcription.Word;
import java.util.Locale;
import java.util.Objects;

/** Formats of words with their times. */
final class WordTimes {
  private WordTimes() {}

  /** NIST's time-marked conversation format; recordings are called by file name, blanks as _. */
  static String ctm(String name, Transcription heard) {
    String recording = name.substring(name.lastIndexOf('/') + 1).replaceAll("\\.[^.]*$", "");
    StringBuilder ctm = new StringBuilder();
    for (Word word : heard.words()) {
      ctm.append(recording.replaceAll("\\s", "_")).append(' ');
      ctm.append(Objects.requireNonNullElse(word.channel(), "1"));
      ctm.append(seconds(word.start())).append(seconds(word.end() - word.start()));
      ctm.append(' ').append(word.word());
      if (word.confidence() != null) {
        ctm.append(seconds(word.confidence()));
      }
      ctm.append('\n');
    }
    return ctm.toString();
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, " %.3f", value);
  }
}
