package dev.quartzite.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes compressed recordings with the bundled FFmpeg. */
public final class Encoder {
  private Encoder() {}

  /** Encodes a recording into {@code target}, whose ending says the container. */
  public static Path encode(Path source, Path target, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-i", source.toString()));
    arguments.addAll(List.of(options));
    arguments.add(target.toString());
    run(arguments);
    return target;
  }

  /** Runs FFmpeg with these arguments. */
  static void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(FfmpegProgram.get().executable().toString());
    command.addAll(List.of("-nostdin", "-loglevel", "error", "-y"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    FfmpegProgram.get().prepare(builder.environment());
    Process process = builder.start();
    String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed: " + messages);
    }
  }
}
