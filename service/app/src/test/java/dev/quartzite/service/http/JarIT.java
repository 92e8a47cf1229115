package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar alone, as an operator starts it. */
class JarIT {
  @TempDir private Path temporary;

  @Test
  void transcribesTheSamplesAndEndsWithoutLeavingAnythingBehind() throws Exception {
    try (ServiceProcess service = start(ServiceProcess.jar(), List.of())) {
      Api api = new Api(service.port());
      awaitReady(api);
      System.out.printf("start to ready: %.1f s%n", service.age().toMillis() / 1e3);

      for (SelfTest sample : Samples.all()) {
        Answer answer = api.transcribe(Multipart.of(sample.recording()));
        assertThat(answer.json().path("text").asString()).isEqualTo(sample.transcript());
      }

      service.terminate();
      assertThat(service.exitStatus()).isZero();
      assertThat(service.handle().descendants()).isEmpty();
    }
    assertThat(filesLeft()).isEmpty();
  }

  @Test
  void finishesWhatIsRunningBeforeItEnds() throws Exception {
    byte[] body = Multipart.of(Samples.first().recording()).bytes();
    try (ServiceProcess service = start(ServiceProcess.jar(), List.of())) {
      int port = service.port();
      awaitReady(new Api(port));
      try (Socket socket = new Socket("localhost", port)) {
        OutputStream out = socket.getOutputStream();
        String head =
            "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(Multipart.CONTENT_TYPE, body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body, 0, body.length / 2);
        out.flush();
        Awaitility.await().until(() -> filesLeft().stream().anyMatch(this::isUpload));

        service.terminate();
        Awaitility.await().until(() -> service.log().contains("graceful shutdown"));
        out.write(body, body.length / 2, body.length - body.length / 2);
        out.flush();

        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 200").contains(Samples.first().transcript());
      }
      assertThat(service.exitStatus()).isZero();
    }
    assertThat(filesLeft()).isEmpty();
  }

  @Test
  void saysInOneSentenceWhyItDoesNotStart() throws Exception {
    Path models = Files.createDirectory(temporary.resolve("models"));
    Path wrong = Files.createDirectory(models.resolve("wrong"));

    try (ServiceProcess service =
        start(ServiceProcess.jar(), List.of("--quartzite.models.directory=" + models))) {
      assertThat(service.exitStatus()).isEqualTo(1);
      assertThat(service.log())
          .contains(wrong + " is not a model directory: it has no manifest.json")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void runsAsAnExtractedJar() throws Exception {
    Path extracted = temporary.resolve("extracted");
    Process extraction =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                ServiceProcess.jar().toString(),
                "extract",
                "--destination",
                extracted.toString())
            .inheritIO()
            .start();
    assertThat(extraction.waitFor()).isZero();

    try (ServiceProcess service = start(extracted.resolve("quartzite.jar"), List.of())) {
      Api api = new Api(service.port());
      awaitReady(api);
      System.out.printf("start to ready, extracted: %.1f s%n", service.age().toMillis() / 1e3);
    }
  }

  @Test
  void takesAnUploadThatIsLargerThanItsMemory() throws Exception {
    List<String> arguments = List.of("-Xmx256m", "--quartzite.limits.upload-size=400MB");
    try (ServiceProcess service = start(ServiceProcess.jar(), arguments)) {
      Api api = new Api(service.port());
      awaitReady(api);
      Path recording = temporary.resolve("large.wav");
      Files.write(recording, Wav.silence(192_000, 8, 24, 66 * 192_000));
      assertThat(Files.size(recording)).isGreaterThan(300_000_000);

      Answer answer = api.transcribe(recording);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().path("usage").path("seconds").asInt()).isEqualTo(66);
      assertThat(service.log()).doesNotContain("OutOfMemoryError");
    }
  }

  @Test
  void logsJsonWithTheNameOfTheRequestAndNothingThatWasSaid() throws Exception {
    List<String> arguments =
        List.of("--logging.structured.format.console=ecs", "--management.server.port=0");
    Path recording = temporary.resolve("private-name.wav");
    Files.copy(Samples.first().recording(), recording);
    try (ServiceProcess service = start(ServiceProcess.jar(), arguments)) {
      Api api = new Api(service.port());
      awaitReady(new Api(service.port()));
      service.log();

      Answer answer =
          api.send(
              api.request("/v1/audio/transcriptions")
                  .header("X-Request-Id", "the-request")
                  .header("Content-Type", Multipart.CONTENT_TYPE)
                  .POST(
                      BodyPublishers.ofByteArray(
                          Multipart.of(recording).field("prompt", "unmistakable").bytes())));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(api.get("/actuator/health").status()).isEqualTo(404);
      Awaitility.await().until(() -> service.log().contains("\"requestId\":\"the-request\""));
      service.terminate();
      assertThat(service.exitStatus()).isZero();
      assertThat(service.everything())
          .doesNotContain("unmistakable", "private-name", Samples.first().transcript());
      assertThat(service.everything().lines()).allMatch(line -> line.startsWith("{"));
    }
  }

  private ServiceProcess start(Path jar, List<String> arguments) throws IOException {
    return new ServiceProcess(jar, temporary, arguments);
  }

  private static void awaitReady(Api api) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> api.get("/actuator/health/readiness").status() == 200);
  }

  /** Files only: ONNX Runtime leaves the empty folder that it had unpacked its libraries into. */
  private List<Path> filesLeft() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private boolean isUpload(Path file) {
    return temporary.relativize(file).getName(0).toString().startsWith("quartzite-");
  }
}
