package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a request must not say about decoding. */
class DecodingRefusalsTest extends HttpTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "decoder | viterbi | greedy, beam",
        "beam_width | 0 | 1 to 1000",
        "beam_width | 10.5 | whole number",
        "beam_width | 99999999999 | 1 to 1000",
        "beam_width | wide | 1 to 1000",
        "language_model | klingon | english-3gram, none",
        "language_model_weight | -1 | 0 to 10",
        "language_model_weight | NaN | 0 to 10",
        "word_bonus | Infinity | -20 to 20",
        "n_best | 0 | 1 to 20",
        "n_best | 21 | 1 to 20",
        "hotwords | [ | JSON",
        "hotwords | [{\"phrase\": 5}] | 'phrase'",
        "hotwords | [{\"phrase\": \"a\", \"bost\": 5}] | 'boost'",
        "hotwords | [{\"phrase\": \"a\", \"boost\": \"strong\"}] | number",
        "hotwords | [{\"phrase\": \"a\", \"boost\": 51}] | -50.0 to 50.0",
        "hotwords | [{\"phrase\": \"a\", \"boost\": 1e999}] | finite",
        "hotwords | [{\"phrase\": \"a\", \"variants\": \"b\"}] | list",
        "hotwords | [{\"phrase\": \" \"}] | letters",
        "hotwords | catch 22 | '2'"
      })
  void aWrongValueIsRefusedByNameWithWhatIsAllowed(String field, String value, String allowed) {
    refused(form().field(field, value), field, allowed);
  }

  @Test
  void moreHotWordsThanAllowedAreRefused() {
    refused(form().field("hotwords", "word,".repeat(501)), "hotwords", "500");
  }

  @ParameterizedTest
  @CsvSource({
    "beam_width, 10",
    "language_model, english-3gram",
    "language_model_weight, 1",
    "word_bonus, 1",
    "hotwords, quartz",
    "n_best, 2"
  })
  void theGreedyDecoderRefusesWhatItCannotHeed(String field, String value) {
    refused(form().field("decoder", "greedy").field(field, value), field, "beam");
  }

  @ParameterizedTest
  @ValueSource(strings = {"language_model_weight", "word_bonus"})
  void aLanguageModelsParameterNeedsOne(String field) {
    refused(form().field("language_model", "none").field(field, "1"), field, "language model");
  }

  @Test
  void aPromptIsNeverRefused() {
    Multipart form = form().field("decoder", "greedy").field("prompt", "Über 22 — catches!");

    assertThat(api().transcribe(form).status()).isEqualTo(200);
  }

  private void refused(Multipart form, String field, String allowed) {
    Api.Answer answer = api().transcribe(form);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    JsonNode error = answer.json().path("error");
    assertThat(error.path("param").asString()).isEqualTo(field);
    assertThat(error.path("message").asString()).contains(field, allowed);
  }

  private static Multipart form() {
    return Multipart.of(Samples.first().recording());
  }
}
