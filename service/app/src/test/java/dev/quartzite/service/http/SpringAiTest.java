package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.audio.AudioResponseFormat;
import dev.quartzite.ModelDirectory.SelfTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.core.io.FileSystemResource;

/** Spring AI's transcription model for OpenAI, given another base URL. */
class SpringAiTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();

  @Test
  void transcribes() {
    assertThat(call(AudioResponseFormat.TEXT).strip()).isEqualTo(SAMPLE.transcript());
    assertThat(call(AudioResponseFormat.JSON)).isEqualTo(SAMPLE.transcript());
    assertThat(call(AudioResponseFormat.VERBOSE_JSON)).isEqualTo(SAMPLE.transcript());
    assertThat(call(AudioResponseFormat.VTT)).startsWith("WEBVTT");
  }

  @Test
  void streams() {
    String text =
        model(AudioResponseFormat.JSON).stream(
                new AudioTranscriptionPrompt(new FileSystemResource(SAMPLE.recording())))
            .map(response -> response.getResult().getOutput())
            .collectList()
            .map(parts -> String.join("", parts))
            .block(Duration.ofSeconds(30));

    assertThat(text).contains(SAMPLE.transcript());
  }

  private String call(AudioResponseFormat format) {
    return model(format)
        .call(new AudioTranscriptionPrompt(new FileSystemResource(SAMPLE.recording())))
        .getResult()
        .getOutput();
  }

  private OpenAiAudioTranscriptionModel model(AudioResponseFormat format) {
    OpenAiAudioTranscriptionOptions.Builder options = OpenAiAudioTranscriptionOptions.builder();
    options.baseUrl("http://localhost:%d/v1".formatted(port()));
    options.apiKey("any");
    return OpenAiAudioTranscriptionModel.builder()
        .options(options.responseFormat(format).build())
        .build();
  }
}
