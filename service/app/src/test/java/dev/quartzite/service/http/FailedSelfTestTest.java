package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import dev.quartzite.service.models.ModelCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A model that does not give the transcripts which its own directory promises. */
@DirtiesContext
class FailedSelfTestTest extends HttpTest {
  @TempDir private static Path models;

  @DynamicPropertySource
  static void brokenModel(DynamicPropertyRegistry registry) {
    try {
      ModelCopy.to(models.resolve("broken"));
      Files.writeString(
          models.resolve("broken/selftest.tsv"), "samples/welcome.wav\tsomething else entirely");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registry.add("quartzite.models.directory", models::toString);
  }

  @Test
  void isAliveButNotReadyAndSaysWhy() {
    Answer readiness = api().get("/actuator/health/readiness");

    assertThat(readiness.status()).isEqualTo(503);
    assertThat(readiness.body()).contains("character errors");
    assertThat(api().get("/actuator/health/liveness").status()).isEqualTo(200);
  }
}
