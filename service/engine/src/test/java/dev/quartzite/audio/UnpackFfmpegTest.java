package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackFfmpegTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsUnpackedRunsFromItsFolder() throws Exception {
    Path natives = folder.resolve("natives");
    UnpackFfmpeg.main(natives.toString());

    FfmpegProgram program = FfmpegProgram.in(natives);
    assertThat(program.executable()).hasParent(natives);
    assertThat(output(program)).startsWith("ffmpeg version");
    if (FfmpegProgram.onLinux()) {
      assertThat(Files.getPosixFilePermissions(program.executable()))
          .as("whoever unpacks is often not who runs")
          .contains(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
    }
    try (Stream<Path> files = Files.list(natives)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("libjni"));
    }
  }

  private static String output(FfmpegProgram program) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.executable().toString(), "-version");
    program.prepare(builder.environment());
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  @Test
  void saysWhereItExpectsTheProgram() {
    assertThatIllegalStateException()
        .isThrownBy(() -> FfmpegProgram.in(folder))
        .withMessageContaining("no FFmpeg in " + folder)
        .withMessageContaining("-Ddev.quartzite.ffmpeg");
    assertThatIllegalArgumentException().isThrownBy(() -> UnpackFfmpeg.main());
  }
}
