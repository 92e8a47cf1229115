package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.audio.AudioModel;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.transcriptions.Transcription;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams.TimestampGranularity;
import com.openai.models.audio.transcriptions.TranscriptionInclude;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.transcriptions.TranscriptionVerbose;
import com.openai.models.audio.transcriptions.TranscriptionWord;
import com.openai.models.models.Model;
import dev.quartzite.ModelDirectory.SelfTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own Java SDK, of which nothing is changed but the base URL. */
class OpenAiSdkTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();

  private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("any").build();

  @BeforeEach
  void connectSdk() {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://localhost:%d/v1".formatted(port()))
            .apiKey("any")
            .maxRetries(0)
            .build();
  }

  @AfterEach
  void closeSdk() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"})
  void transcribesWithTheModelsThatItsUsersName(String model) {
    Transcription transcription =
        client
            .audio()
            .transcriptions()
            .create(request().model(model).addInclude(TranscriptionInclude.LOGPROBS).build())
            .asTranscription();

    assertThat(transcription.validate().text()).isEqualTo(SAMPLE.transcript());
    assertThat(transcription.usage().orElseThrow().isDuration()).isTrue();
    assertThat(
            transcription.logprobs().orElseThrow().stream()
                .map(entry -> entry.token().orElseThrow())
                .collect(Collectors.joining()))
        .isEqualTo(SAMPLE.transcript());
  }

  @Test
  void givesWordsAndSegments() {
    TranscriptionVerbose verbose =
        client
            .audio()
            .transcriptions()
            .create(
                request()
                    .responseFormat(AudioResponseFormat.VERBOSE_JSON)
                    .timestampGranularities(
                        List.of(TimestampGranularity.WORD, TimestampGranularity.SEGMENT))
                    .language("en")
                    .temperature(0.2)
                    .prompt("quartzite")
                    .build())
            .asVerbose()
            .validate();

    assertThat(verbose.text()).isEqualTo(SAMPLE.transcript());
    assertThat(verbose.language()).isEqualTo("english");
    assertThat(verbose.duration()).isPositive();
    assertThat(
            verbose.words().orElseThrow().stream()
                .map(TranscriptionWord::word)
                .collect(Collectors.joining(" ")))
        .isEqualTo(SAMPLE.transcript());
    assertThat(verbose.segments().orElseThrow()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "srt", "vtt"})
  void givesTheOtherFormatsAsText(String format) {
    String text =
        client
            .audio()
            .transcriptions()
            .create(request().responseFormat(AudioResponseFormat.of(format)).build())
            .asTranscription()
            .text();

    assertThat(text.replaceAll("\\s+", " ")).contains(SAMPLE.transcript().substring(0, 20));
  }

  @Test
  void streams() {
    try (StreamResponse<TranscriptionStreamEvent> events =
        client.audio().transcriptions().createStreaming(request().build())) {
      List<TranscriptionStreamEvent> all = events.stream().toList();

      all.forEach(TranscriptionStreamEvent::validate);
      assertThat(
              all.stream()
                  .flatMap(event -> event.transcriptTextDelta().stream())
                  .map(delta -> delta.delta())
                  .collect(Collectors.joining()))
          .isEqualTo(SAMPLE.transcript());
      assertThat(all.get(all.size() - 1).asTranscriptTextDone().text())
          .isEqualTo(SAMPLE.transcript());
    }
  }

  @Test
  void listsModels() {
    assertThat(client.models().list().autoPager().stream().map(Model::id))
        .contains(Samples.model());
    assertThat(client.models().retrieve("whisper-1").validate().id()).isEqualTo(Samples.model());
  }

  @Test
  void getsItsOwnExceptions() {
    assertThatThrownBy(() -> client.models().retrieve("none"))
        .asInstanceOf(type(NotFoundException.class))
        .satisfies(e -> assertThat(e.code()).contains("model_not_found"));
    assertThatThrownBy(
            () -> client.audio().transcriptions().create(request().language("tlh").build()))
        .asInstanceOf(type(BadRequestException.class))
        .satisfies(e -> assertThat(e.param()).contains("language"));
    assertThatThrownBy(
            () ->
                client
                    .audio()
                    .transcriptions()
                    .create(
                        TranscriptionCreateParams.builder()
                            .model(AudioModel.WHISPER_1)
                            .file(new ByteArrayInputStream(new byte[] {1, 2, 3, 4}))
                            .build()))
        .asInstanceOf(type(UnexpectedStatusCodeException.class))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(415));
  }

  private static TranscriptionCreateParams.Builder request() {
    return TranscriptionCreateParams.builder().model(AudioModel.WHISPER_1).file(SAMPLE.recording());
  }
}
