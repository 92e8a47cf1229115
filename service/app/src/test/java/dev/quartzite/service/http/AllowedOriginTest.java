package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A page elsewhere that may call, with a key. */
@TestPropertySource(
    properties = {
      "quartzite.access.allowed-origins=https://page.example",
      "quartzite.access.keys[0].name=first",
      "quartzite.access.keys[0].sha256=9e24b55356ef2a121ab5fd1a3ee8a3c9191e837f3853e399a369e9044ff183f7"
    })
class AllowedOriginTest extends HttpTest {
  @Test
  void answersTheBrowsersQuestionWithoutAKey() {
    Answer answer = preflight("https://page.example");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://page.example");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization");
  }

  @Test
  void refusesAnotherPage() {
    Answer answer = preflight("https://elsewhere.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void servesThePage() {
    Answer answer =
        api()
            .send(
                api()
                    .request("/v1/models")
                    .header("Origin", "https://page.example")
                    .header("Authorization", "Bearer first-key"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://page.example");
  }

  private Answer preflight(String origin) {
    return api()
        .send(
            api()
                .request("/v1/models")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
  }
}
