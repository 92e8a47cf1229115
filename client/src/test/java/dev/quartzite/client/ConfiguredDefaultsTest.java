package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Upload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredDefaultsTest {
  @TempDir private Path folder = Path.of("");
  private LoopbackService service;
  private Path recording;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    recording = Files.writeString(folder.resolve("a.wav"), "good morning");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Path configuration(String content) throws IOException {
    Path file = folder.resolve("config/quartzite/client.properties");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private int transcribe(Map<String, String> environment, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "transcribe";
    arguments[1] = recording.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return QuartziteClient.commandLine(environment)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Upload upload() {
    return service.uploads().get(service.uploads().size() - 1);
  }

  @Test
  void theEnvironmentComesBeforeTheFileAndTheCommandLineBeforeBoth() throws IOException {
    configuration("server = " + service.address() + "\nmodel = of-file\napi-key = of-file\n");
    Map<String, String> home = Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString());
    assertThat(transcribe(home)).as(err.toString()).isZero();
    assertThat(upload().authorization()).isEqualTo("Bearer of-file");
    assertThat(upload().fields()).containsEntry("model", List.of("of-file"));

    Map<String, String> withKey =
        Map.of(
            "XDG_CONFIG_HOME",
            folder.resolve("config").toString(),
            "QUARTZITE_API_KEY",
            "of-environment");
    assertThat(transcribe(withKey, "--model=of-command")).isZero();
    assertThat(upload().authorization()).isEqualTo("Bearer of-environment");
    assertThat(upload().fields()).containsEntry("model", List.of("of-command"));
  }

  @Test
  void aNamedFileIsReadInstead() throws IOException {
    Path file = configuration("server = " + service.address());
    assertThat(transcribe(Map.of("QUARTZITE_CONFIG", file.toString()))).isZero();
  }

  @Test
  void aMisspeltSettingIsNotPassedOver() throws IOException {
    Path file = configuration("sever = " + service.address());
    assertThat(transcribe(Map.of("QUARTZITE_CONFIG", file.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("there is no setting 'sever'");
  }

  @Test
  void aNamedFileThatIsNotThereIsNotPassedOver() {
    assertThat(transcribe(Map.of("QUARTZITE_CONFIG", folder.resolve("none").toString())))
        .isEqualTo(2);
    assertThat(err.toString()).contains("the configuration cannot be read");
  }

  @Test
  void aBadValueIsToldAsIfItHadBeenTyped() {
    assertThat(transcribe(Map.of("XDG_CONFIG_HOME", folder.toString(), "QUARTZITE_JOBS", "many")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--jobs").contains("'many'");
  }
}
