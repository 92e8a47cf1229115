package dev.quartzite.service.transcription;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * {@code tsv}: a line a segment with start and end in milliseconds and the text, as Whisper's
 * command line writes it; with a column for the channel where they are separate.
 */
final class TsvFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType("text", "tab-separated-values", StandardCharsets.UTF_8);
  }

  @Override
  public String body(Result result, TranscriptionRequest request) {
    StringBuilder tsv = new StringBuilder("start\tend\t");
    tsv.append(result.separate() ? "channel\ttext\n" : "text\n");
    for (Segment segment : result.segments()) {
      tsv.append(Times.milliseconds(segment.start())).append('\t');
      tsv.append(Times.milliseconds(segment.end())).append('\t');
      if (result.separate()) {
        tsv.append(segment.channel()).append('\t');
      }
      tsv.append(segment.text()).append('\n');
    }
    return tsv.toString();
  }
}
