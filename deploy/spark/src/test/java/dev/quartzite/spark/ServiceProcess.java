package dev.quartzite.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, started from the jar, to compare texts with its. */
final class ServiceProcess implements AutoCloseable {
  static final Path JAR = Path.of("../../service/app/target/quartzite.jar");

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private ServiceProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the service and waits until it listens.
   *
   * @param temporary its folder for temporary files
   */
  static ServiceProcess start(Path temporary) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                JAR.toString(),
                "--server.port=0")
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader(UTF_8);
    URI address = address(log);
    // Unread, its log would fill the pipe, and the service would wait for a reader.
    Thread reader = new Thread(() -> readToEnd(log), "service-log");
    reader.setDaemon(true);
    reader.start();
    return new ServiceProcess(process, address);
  }

  private static URI address(BufferedReader log) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (@Nullable String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return URI.create("http://localhost:" + port.group(1) + "/v1/audio/transcriptions");
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the service did not start: " + seen);
  }

  private static void readToEnd(BufferedReader log) {
    try (log) {
      log.lines().forEach(line -> {});
    } catch (IOException | UncheckedIOException e) {
      // The service was ended.
    }
  }

  /** What it says of a recording. */
  String transcribe(Path recording) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(upload(recording), BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().stripTrailing();
  }

  private HttpRequest upload(Path recording) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        """
        --x\r
        Content-Disposition: form-data; name="response_format"\r
        \r
        text\r
        --x\r
        Content-Disposition: form-data; name="file"; filename="a.wav"\r
        \r
        """
            .getBytes(UTF_8));
    body.write(Files.readAllBytes(recording));
    body.write("\r\n--x--\r\n".getBytes(UTF_8));
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "multipart/form-data; boundary=x")
        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
        .build();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
