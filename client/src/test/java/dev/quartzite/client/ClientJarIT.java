package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar and the start script that people get. */
class ClientJarIT {
  @TempDir private Path folder = Path.of("");

  private static String run(List<String> command, Object... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C"); // Where Java reads ASCII names only.
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void theJarRunsByItself() throws Exception {
    Path speech = Files.writeString(folder.resolve("a.wav"), "good morning");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> jar = List.of(java, "-jar", "target/quartzite-client.jar");
    try (LoopbackService service = new LoopbackService()) {
      assertThat(run(jar, "transcribe", speech, "--server", service.address()))
          .isEqualTo("GOOD MORNING" + System.lineSeparator());
    }
    assertThat(run(jar, "--version")).startsWith("quartzite-client 0.");
  }

  @Test
  void theReleaseRunsWhereverItIsUnpackedAndLinkedTo() throws Exception {
    Path speech = Files.writeString(folder.resolve("a.wav"), "good morning");
    Path release = Path.of("target").toAbsolutePath();
    run(
        List.of("sh", "-c", "tar -xzf \"$0\"/quartzite-client-[0-9]*.tar.gz -C \"$1\""),
        release,
        folder);
    run(
        List.of(
            "sh",
            "-c",
            "cd \"$0\" && mkdir bin && ln -s \"$0\"/quartzite-client-*/quartzite-client bin/qc"),
        folder);
    try (LoopbackService service = new LoopbackService()) {
      assertThat(
              run(
                  List.of(folder.resolve("bin/qc").toString()),
                  "transcribe",
                  speech,
                  "--server",
                  service.address()))
          .isEqualTo("GOOD MORNING" + System.lineSeparator());
    }
  }

  @Test
  void theScriptReadsNamesBeyondAsciiInAnyLocale() throws Exception {
    Path speech = Files.writeString(folder.resolve("a.wav"), "good morning");
    // By the shell, as this Java may not be able to write such a name itself.
    run(List.of("sh", "-c", "mv \"$0\" \"$1\"/\"$(printf '\\305\\202')\".wav"), speech, folder);
    try (LoopbackService service = new LoopbackService()) {
      assertThat(
              run(
                  List.of("./quartzite-client"),
                  "transcribe",
                  folder,
                  "--json",
                  "--server",
                  service.address()))
          .contains("\"file\":\"ł.wav\"", "GOOD MORNING");
    }
  }
}
