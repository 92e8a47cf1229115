package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The profile for tracing, with a collector that listens. */
@ActiveProfiles("tracing")
@DirtiesContext
class TracingTest extends HttpTest {
  private static final BlockingQueue<String> SPANS = new LinkedBlockingQueue<>();
  private static final HttpServer COLLECTOR = collector();

  @DynamicPropertySource
  static void collector(DynamicPropertyRegistry registry) {
    registry.add(
        "management.opentelemetry.tracing.export.otlp.endpoint",
        () -> "http://localhost:%d/v1/traces".formatted(COLLECTOR.getAddress().getPort()));
    registry.add("management.opentelemetry.tracing.export.schedule-delay", () -> "100ms");
    registry.add("management.tracing.sampling.probability", () -> "1.0");
    registry.add("management.tracing.export.enabled", () -> "true");
  }

  @AfterAll
  static void stop() {
    COLLECTOR.stop(0);
  }

  @Test
  void sendsASpanForEachRequest() {
    assertThat(api().get("/v1/models/whisper-1").status()).isEqualTo(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> String.join("\n", SPANS).contains("http get /v1/models/{id}"));
  }

  private static HttpServer collector() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/v1/traces",
          exchange -> {
            SPANS.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
