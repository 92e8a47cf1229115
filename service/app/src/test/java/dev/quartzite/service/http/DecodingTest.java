package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelDirectory.SelfTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What a request says about decoding, with a second language model of the operator's. */
class DecodingTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();
  private static final Path LANGUAGE_MODEL = languageModel();

  @DynamicPropertySource
  static void operatorsLanguageModel(DynamicPropertyRegistry registry) {
    registry.add("quartzite.models.language-models.numbers", LANGUAGE_MODEL::toString);
  }

  private static Path languageModel() {
    try {
      String arpa =
          "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\n-0.6\t</s>\n-0.6\tone\n\n\\end\\\n";
      return Files.writeString(Files.createTempFile(Path.of("target"), "numbers", ".arpa"), arpa);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theDefaultIsBeamSearchWithTheModelsLanguageModelAndTheReceiptSaysSo() throws Exception {
    JsonNode json = verbose(form());

    assertThat(json.path("text").asString()).isEqualTo(SAMPLE.transcript());
    assertThat(json.has("alternatives")).isFalse();
    JsonNode decoder = json.path("receipt").path("decoder");
    assertThat(decoder.propertyNames())
        .containsExactly(
            "name",
            "beam_width",
            "token_floor",
            "beam_floor",
            "language_model",
            "language_model_sha256",
            "language_model_weight",
            "word_bonus",
            "unknown_word_score",
            "unknown_prefix_score");
    assertThat(decoder.path("name").asString()).isEqualTo("beam");
    assertThat(decoder.path("beam_width").asInt()).isEqualTo(100);
    assertThat(decoder.path("language_model").asString()).isEqualTo("english-3gram");
    assertThat(decoder.path("language_model_sha256").asString())
        .isEqualTo(ModelDirectory.sha256(Samples.directory().resolve("english-3gram.lm")));
  }

  @Test
  void theReceiptHasWhatWasAsked() {
    JsonNode decoder =
        decoder(
            form()
                .field("decoder", "beam")
                .field("beam_width", "20")
                .field("language_model", "english-3gram")
                .field("language_model_weight", "0.25")
                .field("word_bonus", "-1")
                .field(
                    "hotwords",
                    "[{\"phrase\": \"quartz\", \"boost\": 3, \"variants\": [\"quarz\"]}]"));

    assertThat(decoder.path("beam_width").asInt()).isEqualTo(20);
    assertThat(decoder.path("language_model_weight").asDouble()).isEqualTo(0.25);
    assertThat(decoder.path("word_bonus").asDouble()).isEqualTo(-1);
    assertThat(decoder.path("hotwords").toString())
        .isEqualTo("[{\"phrase\":\"quartz\",\"boost\":3.0,\"variants\":[\"quarz\"]}]");
  }

  @Test
  void theGreedyDecoderHasNoParameters() {
    assertThat(decoder(form().field("decoder", "greedy")).toString())
        .isEqualTo("{\"name\":\"greedy\"}");
  }

  @Test
  void anotherLanguageModelIsTakenByItsName() throws Exception {
    JsonNode decoder = decoder(form().field("language_model", "numbers"));

    assertThat(decoder.path("language_model").asString()).isEqualTo("numbers");
    assertThat(decoder.path("language_model_sha256").asString())
        .isEqualTo(ModelDirectory.sha256(LANGUAGE_MODEL));
  }

  @Test
  void aLanguageModelHasItsSay() {
    String without = text(form().field("language_model", "none"));
    String with =
        text(form().field("language_model", "numbers").field("language_model_weight", "9"));

    assertThat(with).isNotEqualTo(without);
  }

  @Test
  void noLanguageModelIsBeamSearchBySound() {
    JsonNode decoder = decoder(form().field("language_model", "none"));

    assertThat(decoder.propertyNames())
        .containsExactly("name", "beam_width", "token_floor", "beam_floor");
  }

  @Test
  void alternativesAreDistinctAndBestFirstWithTheirScores() {
    JsonNode json = verbose(form().field("n_best", "5"));

    List<JsonNode> alternatives = json.path("alternatives").valueStream().toList();
    assertThat(alternatives).hasSize(5);
    assertThat(alternatives).extracting(one -> one.path("text").asString()).doesNotHaveDuplicates();
    assertThat(alternatives.get(0).path("text")).isEqualTo(json.path("text"));
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode one : alternatives) {
      double score = one.path("score").asDouble();
      assertThat(score).isLessThanOrEqualTo(before);
      assertThat(one.path("acoustic_score").asDouble() + one.path("language_score").asDouble())
          .isCloseTo(score, within(1e-9));
      before = score;
    }
  }

  @Test
  void plainJsonHasAlternativesToo() {
    JsonNode json = api().transcribe(form().field("n_best", "2")).json();

    assertThat(json.path("alternatives").size()).isEqualTo(2);
  }

  @Test
  void theGreedyDecoderHasOneAlternative() {
    JsonNode json = verbose(form().field("decoder", "greedy").field("n_best", "1"));

    assertThat(json.path("alternatives").size()).isEqualTo(1);
    assertThat(json.path("alternatives").get(0).path("text")).isEqualTo(json.path("text"));
  }

  @Test
  void alternativesAreApartForEachChannel() {
    Multipart form =
        new Multipart()
            .file("stereo.wav", Wav.silence(16_000, 2, 16, 16_000))
            .field("channels", "separate")
            .field("n_best", "1");

    JsonNode alternatives = api().transcribe(form).json().path("alternatives");

    assertThat(alternatives.valueStream().map(one -> one.path("channel").asInt()))
        .containsExactly(0, 1);
  }

  @Test
  void aStreamEndsWithTheAlternatives() {
    String events = api().transcribe(form().field("n_best", "2").field("stream", "true")).body();

    assertThat(events.substring(events.indexOf("event: transcript.text.done")))
        .contains("\"alternatives\":[{\"text\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"phrase\": \"%s\", \"boost\": 50}]",
        "[{\"phrase\": \"cobalt\", \"boost\": 50, \"variants\": [\"%s\"]}]",
      })
  void aPhraseWithAStrongBoostIsHeardInPlaceOfWhatSoundsAlike(String hotWords) {
    String word = NearMiss.word(port(), SAMPLE.recording());

    assertThat(text(form().field("hotwords", hotWords.formatted(word))).split(" ")).contains(word);
  }

  @Test
  void hotWordsArePhrasesWithCommasBetweenThemToo() {
    JsonNode hotwords =
        decoder(form().field("hotwords", "Edinburgh, small model")).path("hotwords");

    assertThat(hotwords.valueStream().map(one -> one.path("phrase").asString()))
        .containsExactly("Edinburgh", "small model");
    assertThat(hotwords.get(0).path("boost").asDouble()).isEqualTo(8);
  }

  @Test
  void aPromptIsTakenAsHotWords() {
    JsonNode hotwords =
        decoder(form().field("prompt", "Quartzite, Grünwald, Joe")).path("hotwords");

    assertThat(hotwords.valueStream().map(one -> one.path("phrase").asString()))
        .containsExactly("Quartzite", "Joe");
  }

  private static Multipart form() {
    return Multipart.of(SAMPLE.recording());
  }

  private JsonNode decoder(Multipart form) {
    return verbose(form).path("receipt").path("decoder");
  }

  private String text(Multipart form) {
    return api().transcribe(form).json().path("text").asString();
  }

  private JsonNode verbose(Multipart form) {
    return api().transcribe(form.field("response_format", "verbose_json")).json();
  }
}
