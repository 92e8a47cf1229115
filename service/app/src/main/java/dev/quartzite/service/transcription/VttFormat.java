package dev.quartzite.service.transcription;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * {@code vtt}: subtitles as WebVTT, each said by the voice of its channel where they are separate.
 */
final class VttFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType("text", "vtt", StandardCharsets.UTF_8);
  }

  @Override
  public String body(Result result, TranscriptionRequest request) {
    StringBuilder vtt = new StringBuilder("WEBVTT\n\n");
    for (Cue cue : Subtitles.of(result)) {
      vtt.append(Times.clock(cue.start(), '.')).append(" --> ");
      vtt.append(Times.clock(cue.end(), '.')).append('\n');
      if (result.separate()) {
        vtt.append("<v Channel ").append(cue.channel()).append('>');
      }
      vtt.append(escape(String.join("\n", cue.lines()))).append("\n\n");
    }
    return vtt.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
