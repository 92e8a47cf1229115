package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder = Path.of("");
  private Path in;

  @BeforeEach
  void record() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.wav"), "good morning");
    Files.writeString(in.resolve("b.wav"), "thank you all");
  }

  @Test
  void clientsSendEachRecordingOnceAndTextsAreCompared() throws IOException {
    Path references = Files.writeString(folder.resolve("r.tsv"), "a\tgood morning\nb\tthank you\n");
    try (LoopbackService service = new LoopbackService()) {
      JsonNode result = bench(service, 0, "--clients=2", "--references", references);
      assertThat(service.uploads()).hasSize(2);
      assertThat(result.path("served").asInt()).isEqualTo(2);
      assertThat(result.path("audioSeconds").asDouble()).isEqualTo(5);
      assertThat(result.path("wordErrorRate").asDouble()).isEqualTo(0.25);
      assertThat(result.path("latency").path("p50").asDouble()).isPositive();
    }
    assertThat(folder.resolve("chart.svg"))
        .content()
        .startsWith("<svg")
        .contains("2 clients", "2 served")
        .endsWith("</svg>\n");
  }

  @Test
  void anOpenLoopDoesNotWaitForAnswersAndCountsRefusals() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (LoopbackService service = new LoopbackService()) {
      service.behaving(
          upload ->
              switch (count.getAndIncrement() % 4) {
                case 0 -> new Reply(503, "", "1");
                case 1 -> Reply.of(503, "");
                default -> LoopbackService.heard(upload);
              });
      JsonNode result = bench(service, 0, "--rate=200", "--requests=40");
      assertThat(result.path("served").asInt()).isEqualTo(20);
      assertThat(result.path("refused").asInt()).isEqualTo(10);
      assertThat(result.path("refusedWithoutTime").asInt()).isEqualTo(10);
      assertThat(result.path("wordErrorRate").isNull()).isTrue();
    }
  }

  @Test
  void failuresAreCountedByReasonAndTold() throws IOException {
    try (LoopbackService service = new LoopbackService()) {
      service.behaving(upload -> Reply.of(500, "{\"error\":{\"message\":\"no memory\"}}"));
      JsonNode result = bench(service, 1, "--clients=1", "--requests=3");
      assertThat(result.path("failed").asInt()).isEqualTo(3);
      assertThat(result.path("failures").toString()).contains("no memory").contains(":3");
    }
  }

  @Test
  void bothKindsOfLoopAtOnceAreRefused() {
    CommandLineRun run = CommandLineRun.of("bench", in, "--clients=1", "--rate=1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--clients", "--rate");
  }

  private JsonNode bench(LoopbackService service, int status, Object... options)
      throws IOException {
    Path json = folder.resolve("result.json");
    Path chart = folder.resolve("chart.svg");
    Object[] arguments = new Object[options.length + 8];
    Object[] fixed = {"bench", in, "--server", service.address(), "--json", json, "--chart", chart};
    System.arraycopy(fixed, 0, arguments, 0, fixed.length);
    System.arraycopy(options, 0, arguments, fixed.length, options.length);
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    return JSON.readTree(Files.readString(json));
  }
}
