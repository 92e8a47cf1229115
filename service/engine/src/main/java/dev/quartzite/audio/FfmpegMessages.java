package dev.quartzite.audio;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes of FFmpeg's messages (log flag {@code level}) a reason for whoever sent the recording. */
final class FfmpegMessages {
  private static final int MAX_LINES = 2;
  private static final int MAX_LINE_LENGTH = 160;
  private static final Pattern LEVEL = Pattern.compile("\\[(error|fatal)] ");

  /** Messages about the program's own streams and settings, which mean nothing to the sender. */
  private static final Pattern OWN = Pattern.compile("^Error |fd:|pipe:|Output file|whitelist");

  private static final List<String> NO_SOUND =
      List.of("Output file does not contain any stream", "matches no streams");

  private FfmpegMessages() {}

  static String reason(String messages) {
    if (NO_SOUND.stream().anyMatch(messages::contains)) {
      return "the container holds no sound";
    }
    String lines =
        messages
            .lines()
            .filter(line -> LEVEL.matcher(line).find())
            .map(line -> LEVEL.split(line, 2)[1])
            .filter(line -> !OWN.matcher(line).find())
            .map(line -> line.replaceAll("\\p{Cntrl}", "?"))
            .map(line -> line.substring(0, Math.min(line.length(), MAX_LINE_LENGTH)))
            .distinct()
            .limit(MAX_LINES)
            .collect(Collectors.joining("; "));
    return lines.isEmpty() ? "its content is damaged, cut off or of an unsupported codec" : lines;
  }
}
