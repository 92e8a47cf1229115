package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.audio.Encoder;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.service.http.Api.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TranscriptionTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();

  static List<SelfTest> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void givesTheWordsOfARecording(SelfTest sample) {
    Answer answer = api().transcribe(Multipart.of(sample.recording()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("text").asString()).isEqualTo(sample.transcript());
  }

  @Test
  void saysHowLongTheRecordingWas() throws Exception {
    JsonNode usage = api().transcribe(Multipart.of(SAMPLE.recording())).json().path("usage");

    assertThat(usage.path("type").asString()).isEqualTo("duration");
    assertThat(usage.path("seconds").asDouble())
        .isCloseTo(Samples.seconds(SAMPLE.recording()), within(0.001));
  }

  @Test
  void writesPlainText() {
    Answer answer =
        api().transcribe(Multipart.of(SAMPLE.recording()).field("response_format", "text"));

    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(answer.body()).isEqualTo(SAMPLE.transcript() + "\n");
  }

  @Test
  void writesWordsAndSegmentsWithTheirTimes() {
    JsonNode json = verbose(Multipart.of(SAMPLE.recording()));

    assertThat(json.path("task").asString()).isEqualTo("transcribe");
    assertThat(json.path("language").asString()).isEqualTo("english");
    assertThat(json.path("text").asString()).isEqualTo(SAMPLE.transcript());
    assertThat(texts(json.path("words"), "word")).isEqualTo(SAMPLE.transcript());
    assertThat(texts(json.path("segments"), "text")).isEqualTo(SAMPLE.transcript());
    double time = 0;
    for (JsonNode word : json.path("words")) {
      assertThat(word.path("start").asDouble()).isGreaterThanOrEqualTo(time);
      time = word.path("end").asDouble();
      assertThat(word.path("confidence").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(time).isLessThanOrEqualTo(json.path("duration").asDouble());
  }

  @Test
  void givesSegmentsEveryFieldThatOpenAisClientsRequire() {
    JsonNode segment = verbose(Multipart.of(SAMPLE.recording())).path("segments").get(0);

    assertThat(segment.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "seek",
            "start",
            "end",
            "text",
            "tokens",
            "temperature",
            "avg_logprob",
            "compression_ratio",
            "no_speech_prob");
    assertThat(segment.path("tokens").size()).isEqualTo(segment.path("text").asString().length());
    assertThat(segment.path("avg_logprob").asDouble()).isBetween(-1.0, 0.0);
    assertThat(segment.path("compression_ratio").asDouble()).isBetween(0.5, 2.0);
    assertThat(segment.path("no_speech_prob").asDouble()).isBetween(0.0, 0.01);
  }

  @Test
  void givesOnlyTheTimesThatWereAskedFor() {
    Multipart form = Multipart.of(SAMPLE.recording());

    JsonNode json = verbose(form.field("timestamp_granularities[]", "word"));

    assertThat(json.has("words")).isTrue();
    assertThat(json.has("segments")).isFalse();
  }

  static List<String> namesOfTheDefaultModel() {
    return List.of(Samples.model(), "whisper-1", "");
  }

  @ParameterizedTest
  @MethodSource("namesOfTheDefaultModel")
  void takesTheDefaultModelByItsNameByOpenAisAndByNone(String model) {
    Answer answer = api().transcribe(Multipart.of(SAMPLE.recording()).field("model", model));

    assertThat(answer.json().path("text").asString()).isEqualTo(SAMPLE.transcript());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "EN", "en-GB", "en_US"})
  void takesTheLanguageWithOrWithoutRegion(String language) {
    Answer answer = api().transcribe(Multipart.of(SAMPLE.recording()).field("language", language));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    Multipart form = Multipart.of(SAMPLE.recording());

    Answer answer = api().transcribe(form.field("chunking_strategy", "auto").field("x", "y"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flac", "mp3", "ogg", "webm", "m4a", "mp4", "aiff", "au"})
  void readsEveryCommonContainer(String ending, @TempDir Path folder) throws Exception {
    Path encoded = Encoder.encode(SAMPLE.recording(), folder.resolve("sample." + ending));

    Answer answer = api().transcribe(Multipart.of(encoded));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String text = answer.json().path("text").asString();
    assertThat(ErrorCounts.characters(SAMPLE.transcript(), text).rate()).isLessThan(0.3);
  }

  private JsonNode verbose(Multipart form) {
    return api().transcribe(form.field("response_format", "verbose_json")).json();
  }

  private static String texts(JsonNode list, String field) {
    return String.join(
        " ", list.valueStream().map(element -> element.path(field).asString()).toList());
  }
}
