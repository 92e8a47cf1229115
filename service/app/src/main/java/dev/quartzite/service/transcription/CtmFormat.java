package dev.quartzite.service.transcription;

import dev.quartzite.Word;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;

/**
 * {@code ctm}: a line a word, as NIST's scoring tools read it: recording, channel (counted from 1),
 * start and length in seconds, word, confidence.
 */
final class CtmFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  }

  @Override
  public String body(Result result, TranscriptionRequest request) {
    StringBuilder ctm = new StringBuilder();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      for (Word word : result.channels().get(channel).words()) {
        ctm.append(line(request.recordingName(), channel + 1, word));
      }
    }
    return ctm.toString();
  }

  private static String line(String recording, int channel, Word word) {
    return String.format(
        Locale.ROOT,
        "%s %d %.3f %.3f %s %.3f\n",
        recording,
        channel,
        word.start(),
        word.end() - word.start(),
        word.text(),
        word.confidence());
  }
}
