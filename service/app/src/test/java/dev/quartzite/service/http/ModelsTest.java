package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModelsTest extends HttpTest {
  @Test
  void listsTheEmbeddedModelWithItsFacts() {
    JsonNode json = api().get("/v1/models").json();

    assertThat(json.path("object").asString()).isEqualTo("list");
    JsonNode model = json.path("data").get(0);
    assertThat(model.path("id").asString()).isEqualTo(Samples.model());
    assertThat(model.path("object").asString()).isEqualTo("model");
    assertThat(model.path("owned_by").asString()).isNotEmpty();
    assertThat(model.path("created").asLong()).isPositive();
    assertThat(model.path("architecture").asString()).startsWith("QuartzNet");
    assertThat(model.path("parameters").asLong()).isPositive();
    assertThat(model.path("languages").get(0).asString()).isEqualTo("en");
    assertThat(model.path("licence").asString()).isNotEmpty();
    assertThat(model.path("sampleRate").asInt()).isEqualTo(16_000);
    assertThat(model.path("languageModels").get(0).asString()).isEqualTo("english-3gram");
  }

  @Test
  void givesOneModelByItsNameOrTheAlias() {
    Answer byName = api().get("/v1/models/" + Samples.model());

    assertThat(byName.json().path("id").asString()).isEqualTo(Samples.model());
    assertThat(api().get("/v1/models/whisper-1").body()).isEqualTo(byName.body());
  }

  @Test
  void refusesAnUnknownModel() {
    Answer answer = api().get("/v1/models/none");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").path("code").asString()).isEqualTo("model_not_found");
  }
}
