package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HealthTest extends HttpTest {
  @Test
  void isReadyOnceTheSelfTestPassedAndSaysWhereNetworksRun() {
    Answer answer = api().get("/actuator/health/readiness");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode details = answer.json().path("components").path("models").path("details");
    assertThat(details.path("selfTest").asString())
        .startsWith("the self-test transcribed %d recordings".formatted(Samples.all().size()));
    assertThat(details.path(Samples.model()).asString()).isEqualTo("cpu");
  }

  @Test
  void isAlive() {
    assertThat(api().get("/actuator/health/liveness").status()).isEqualTo(200);
  }
}
