package dev.quartzite.audio;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Unpacks FFmpeg ahead of time, for a service whose file system is read-only: {@code java -cp …
 * dev.quartzite.audio.UnpackFfmpeg FOLDER}. A service that is started with {@code
 * -Ddev.quartzite.ffmpeg=FOLDER} runs the program from there and writes nothing.
 */
public final class UnpackFfmpeg {
  private UnpackFfmpeg() {}

  /**
   * Fills a folder, which is created if need be.
   *
   * @param arguments the folder
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one folder is expected, not " + List.of(arguments));
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path unpacked = FfmpegProgram.get().executable().resolveSibling("");
    try (Stream<Path> files = Files.list(unpacked)) {
      for (Path file : files.filter(UnpackFfmpeg::isNeeded).toList()) {
        Files.copy(
            file,
            folder.resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // Whoever unpacks is often not who runs.
    File program = FfmpegProgram.in(folder).executable().toFile();
    if (!program.setExecutable(true, false)) {
      throw new IOException(program + " cannot be made executable for everybody");
    }
  }

  /** Not the headers, not FFmpeg's other programs, nor what calls it within a Java process. */
  private static boolean isNeeded(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.startsWith("ffmpeg") || name.matches("(lib.*|av.*|sw.*)\\.(so|dll|dylib).*"))
        && !name.startsWith("libjni");
  }
}
