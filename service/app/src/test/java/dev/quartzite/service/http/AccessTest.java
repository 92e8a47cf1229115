package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Two keys, of which one may do little. */
@TestPropertySource(
    properties = {
      // printf %s first-key | sha256sum
      "quartzite.access.keys[0].name=first",
      "quartzite.access.keys[0].sha256=9e24b55356ef2a121ab5fd1a3ee8a3c9191e837f3853e399a369e9044ff183f7",
      "quartzite.access.keys[1].name=second",
      "quartzite.access.keys[1].sha256=f397f260a275cc4d42e7965c556167bf3f068aed491d35a8f5b38c8c2db96bb0",
      "quartzite.access.keys[1].requests-per-minute=2",
      "management.endpoints.web.exposure.include=health,info"
    })
class AccessTest extends HttpTest {
  private static final String FIRST = "Bearer first-key";
  private static final String SECOND = "Bearer second-key";

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer ", "Bearer second-key2", "Bearer SECOND-KEY", "Basic first-key"})
  void refusesWhoShowsNoValidKey(@Nullable String authorization) {
    Answer answer = models(authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.json().path("error").path("code").asString()).isEqualTo("invalid_api_key");
    assertThat(answer.body()).doesNotContain("second-key2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1;x/models", "/%761/models", "/x/../v1/models"})
  void refusesEverySpellingOfAPath(String path) {
    assertThat(api().get(path).status()).isIn(401, 400, 404);
    assertThat(api().get(path).body()).doesNotContain("owned_by");
  }

  @Test
  void refusesBeforeItReadsARecording() {
    assertThat(api().transcribe(Multipart.of(Samples.first().recording())).status()).isEqualTo(401);
  }

  @Test
  void servesWhoShowsAKey() {
    assertThat(models(FIRST).status()).isEqualTo(200);
  }

  @Test
  void leavesHealthOpenAndTheRestOfOperationsClosed() {
    assertThat(api().get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(api().get("/actuator/info").status()).isEqualTo(401);
  }

  @Test
  void refusesOneRequestTooManyAndSaysWhenToTryAgain() {
    assertThat(models(SECOND).header("X-RateLimit-Remaining-Requests")).isEqualTo("1");
    assertThat(models(SECOND).status()).isEqualTo(200);

    Answer third = models(SECOND);

    assertThat(third.status()).isEqualTo(429);
    assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 30);
    assertThat(third.json().path("error").path("type").asString()).isEqualTo("rate_limit_error");
    assertThat(models(FIRST).status()).isEqualTo(200);
  }

  @Test
  void namesEachRequestInItsAnswerAsTheCallerDoes() {
    assertThat(models(FIRST).header("X-Request-Id")).matches("req_[0-9a-f-]{36}");
    HttpRequest.Builder named = api().request("/v1/models").header("X-Request-Id", "mine-1");
    assertThat(api().send(named).header("X-Request-Id")).isEqualTo("mine-1");
    HttpRequest.Builder wrong = api().request("/v1/models").header("X-Request-Id", "a b");
    assertThat(api().send(wrong).header("X-Request-Id")).startsWith("req_");
  }

  @Test
  void tellsBrowsersToTrustNothingElse() {
    Answer answer = models(null);

    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void letsNoPageElsewhereCall() {
    Answer answer = preflight("https://elsewhere.example");

    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  private Answer models(@Nullable String authorization) {
    HttpRequest.Builder request = api().request("/v1/models");
    return api()
        .send(authorization == null ? request : request.header("Authorization", authorization));
  }

  private Answer preflight(String origin) {
    return api()
        .send(
            api()
                .request("/v1/models")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
  }
}
