package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import dev.quartzite.service.models.ModelCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Changing which models are loaded while requests are served. */
class ModelReloadHttpTest extends HttpTest {
  private static final String KEY = "correct horse";
  private static final String KEY_SHA256 =
      "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631";

  private static final Path MODELS = folder();

  @DynamicPropertySource
  static void administrator(DynamicPropertyRegistry registry) {
    registry.add("quartzite.models.directory", MODELS::toString);
    registry.add("quartzite.models.administrator-key-sha256", () -> KEY_SHA256);
  }

  @AfterAll
  static void remove() throws IOException {
    FileSystemUtils.deleteRecursively(MODELS);
  }

  @Test
  void modelsComeAndGoWithoutARequestBeingDropped() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> callers = new ArrayList<>();
    ModelCopy.named("lion", MODELS.resolve("lion"));
    assertThat(names(reload(), "loaded")).containsExactly("lion");
    for (int i = 0; i < 2; i++) {
      callers.add(executor.submit(() -> transcribeUntil(done)));
    }

    for (int i = 0; i < 3; i++) {
      assertThat(unload("lion").json().path("deleted").asBoolean()).isTrue();
      assertThat(names(reload(), "loaded")).containsExactly("lion");
    }
    done.set(true);

    for (Future<Integer> caller : callers) {
      assertThat(caller.get()).isPositive();
    }
    executor.shutdownNow();
    assertThat(api().get("/v1/models/lion").status()).isEqualTo(200);
    FileSystemUtils.deleteRecursively(MODELS.resolve("lion"));
    assertThat(names(reload(), "unloaded")).containsExactly("lion");
    assertThat(api().get("/v1/models/lion").status()).isEqualTo(404);
  }

  /** Of the model that comes and goes: a request finds it or is told that it is not there. */
  private int transcribeUntil(AtomicBoolean done) {
    int heard = 0;
    while (!done.get() || heard == 0) {
      Answer answer =
          api().transcribe(Multipart.of(Samples.first().recording()).field("model", "lion"));
      if (answer.status() == 404) {
        assertThat(answer.json().path("error").path("code").asString())
            .isEqualTo("model_not_found");
      } else {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("text").asString()).isNotEmpty();
        heard++;
      }
    }
    return heard;
  }

  @Test
  void nobodyElseMayChangeTheModels() {
    for (String authorization : List.of("", "Bearer wrong", "Basic " + KEY, "Bearer ")) {
      Answer answer =
          api()
              .send(
                  api()
                      .request("/v1/models/reload")
                      .header("Authorization", authorization)
                      .POST(BodyPublishers.noBody()));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().path("error").path("message").asString())
          .contains("administrator's key");
    }
    Answer answer = api().send(api().request("/v1/models/" + Samples.model()).DELETE());
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void theDefaultModelStays() {
    assertThat(unload(Samples.model()).status()).isEqualTo(409);
    assertThat(unload("none").status()).isEqualTo(404);
  }

  private JsonNode reload() {
    Answer answer =
        api()
            .send(
                api()
                    .request("/v1/models/reload")
                    .header("Authorization", "Bearer " + KEY)
                    .POST(BodyPublishers.noBody()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private Answer unload(String model) {
    return api()
        .send(
            api().request("/v1/models/" + model).header("Authorization", "Bearer " + KEY).DELETE());
  }

  private static List<String> names(JsonNode reload, String list) {
    List<String> names = new ArrayList<>();
    reload.path(list).forEach(name -> names.add(name.asString()));
    return names;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
