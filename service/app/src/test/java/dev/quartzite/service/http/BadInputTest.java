package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.audio.Encoder;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.service.http.Api.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes, the answer says what is wrong with it, and the next request works. */
class BadInputTest extends HttpTest {
  private static final byte[] SPEECH_TEXT = "this is not sound".getBytes(StandardCharsets.UTF_8);

  @AfterEach
  void theNextGoodRequestWorks() {
    Answer answer = api().transcribe(Multipart.of(Samples.first().recording()));
    assertThat(answer.json().path("text").asString()).isEqualTo(Samples.first().transcript());
  }

  @Test
  void noFile() {
    refused(api().transcribe(new Multipart().field("model", "whisper-1")), 400, "file");
  }

  @Test
  void fileAsText() {
    refused(api().transcribe(new Multipart().field("file", "welcome.wav")), 400, "file");
  }

  @Test
  void twoFiles() {
    Path sample = Samples.first().recording();
    refused(api().transcribe(Multipart.of(sample).file(sample)), 400, "file");
  }

  @Test
  void emptyFile() {
    refused(api().transcribe(new Multipart().file("empty.wav", new byte[0])), 400, "file");
  }

  @Test
  void textNamedWav() {
    refused(api().transcribe(new Multipart().file("text.wav", SPEECH_TEXT)), 415, "file");
  }

  @Test
  void playlistNamedWavReadsNoOtherFile(@TempDir Path folder) throws Exception {
    Path secret = Files.copy(Samples.first().recording(), folder.resolve("secret.wav"));
    String playlist = "#EXTM3U\n#EXTINF:5,\nfile://" + secret.toAbsolutePath() + "\n";

    Answer answer =
        api()
            .transcribe(
                new Multipart().file("list.wav", playlist.getBytes(StandardCharsets.UTF_8)));

    refused(answer, 415, "file");
    assertThat(answer.body()).doesNotContain("secret", Samples.first().transcript());
  }

  @Test
  void mp3CutOffInItsFirstFrame(@TempDir Path folder) throws Exception {
    byte[] mp3 = mp3(folder);

    Answer answer = api().transcribe(new Multipart().file("cut.mp3", Arrays.copyOf(mp3, 300)));

    refused(answer, answer.status() == 415 ? 415 : 422, "file");
  }

  @Test
  void mp3CutOffLaterGivesWhatIsThere(@TempDir Path folder) throws Exception {
    byte[] mp3 = mp3(folder);

    Answer answer =
        api().transcribe(new Multipart().file("cut.mp3", Arrays.copyOf(mp3, mp3.length / 2)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String text = answer.json().path("text").asString();
    String beginning = Samples.first().transcript().substring(0, text.length());
    assertThat(text).hasSizeBetween(10, Samples.first().transcript().length() - 10);
    assertThat(ErrorCounts.characters(beginning, text).rate()).isLessThan(0.3);
  }

  @Test
  void impossibleHeader() {
    Answer answer = api().transcribe(new Multipart().file("a.wav", Wav.impossibleHeader()));
    refused(answer, 422, "file");
  }

  @Test
  void boastingHeaderGivesWhatIsThere() {
    silent(Wav.boastingHeader());
  }

  @ParameterizedTest
  @CsvSource({
    "16000, 1, 16, 0",
    "16000, 1, 16, 1",
    "44100, 1, 16, 1",
    "44100, 2, 16, 100",
    "16000, 8, 16, 16000",
    "192000, 1, 16, 192000",
    "16000, 1, 8, 16000",
    "192000, 8, 24, 19200"
  })
  void unusualButRightWavIsNoError(int sampleRate, int channels, int bits, int frames) {
    silent(Wav.silence(sampleRate, channels, bits, frames));
  }

  @Test
  void unknownModel() {
    Multipart form = Multipart.of(Samples.first().recording()).field("model", "whisper-9");

    JsonNode error = refused(api().transcribe(form), 404, "model");

    assertThat(error.path("code").asString()).isEqualTo("model_not_found");
    assertThat(error.path("message").asString()).contains("whisper-9", Samples.model());
  }

  @ParameterizedTest
  @CsvSource({
    "response_format, xml, verbose_json",
    "language, tlh, en",
    "timestamp_granularities[], phrase, segment",
    "temperature, hot, 0 to 1",
    "temperature, 7, 0 to 1",
    "stream, maybe, false",
    "include[], everything, logprobs"
  })
  void unknownFieldValueIsNamedWithWhatIsAllowed(String field, String value, String allowed) {
    Multipart form = Multipart.of(Samples.first().recording()).field(field, value);

    JsonNode error = refused(api().transcribe(form), 400, field.replace("[]", ""));

    assertThat(error.path("message").asString()).contains(value, allowed);
  }

  @Test
  void longField() {
    Multipart form = Multipart.of(Samples.first().recording()).field("prompt", "x".repeat(70_000));
    refused(api().transcribe(form), 400, "prompt");
  }

  @Test
  void manyParts() {
    Multipart form = new Multipart();
    for (int i = 0; i < 300; i++) {
      form.field("f" + i, "x");
    }
    refused(api().transcribe(form), 400, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
  void anotherContentType(String type) {
    Answer answer = post(type, "{}".getBytes(StandardCharsets.UTF_8));
    refused(answer, 415, null);
  }

  @Test
  void noContentType() {
    Answer answer =
        api().send(api().request("/v1/audio/transcriptions").POST(BodyPublishers.noBody()));
    refused(answer, 415, null);
  }

  @Test
  void noBoundary() {
    refused(post("multipart/form-data", SPEECH_TEXT), 400, null);
  }

  @Test
  void bodyThatIsNoMultipart() {
    refused(post(Multipart.CONTENT_TYPE, SPEECH_TEXT), 400, "file");
  }

  @Test
  void multipartWithoutItsEnd() {
    byte[] whole = Multipart.of(Samples.first().recording()).bytes();
    refused(post(Multipart.CONTENT_TYPE, Arrays.copyOf(whole, whole.length / 2)), 400, null);
  }

  @Test
  void anotherMethod() {
    Answer answer = api().get("/v1/audio/transcriptions");
    refused(answer, 405, null);
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/audio/nothing", "/nothing", "/v1/models/none", "/error"})
  void unknownPath(String path) {
    JsonNode error = api().get(path).json().path("error");
    assertThat(api().get(path).status()).isEqualTo(404);
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
  }

  private void silent(byte[] wav) {
    Answer answer = api().transcribe(new Multipart().file("silence.wav", wav));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("text").asString()).isEmpty();
  }

  private Answer post(String contentType, byte[] body) {
    return api()
        .send(
            api()
                .request("/v1/audio/transcriptions")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
  }

  private static JsonNode refused(Answer answer, int status, @Nullable String param) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonNode error = answer.json().path("error");
    assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.path("message").asString()).isNotEmpty().doesNotContain("Exception");
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.path("param").isNull() ? null : error.path("param").asString())
        .isEqualTo(param);
    return error;
  }

  private static byte[] mp3(Path folder) throws Exception {
    return Files.readAllBytes(
        Encoder.encode(Samples.first().recording(), folder.resolve("sample.mp3")));
  }
}
