package dev.quartzite.service.transcription;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;

/** {@code srt}: subtitles as SubRip writes them. */
final class SrtFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType("application", "x-subrip", StandardCharsets.UTF_8);
  }

  @Override
  public String body(Result result, TranscriptionRequest request) {
    StringBuilder srt = new StringBuilder();
    List<Cue> cues = Subtitles.of(result);
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      srt.append(i + 1).append('\n');
      srt.append(Times.clock(cue.start(), ',')).append(" --> ");
      srt.append(Times.clock(cue.end(), ',')).append('\n');
      srt.append(String.join("\n", cue.lines())).append("\n\n");
    }
    return srt.toString();
  }
}
