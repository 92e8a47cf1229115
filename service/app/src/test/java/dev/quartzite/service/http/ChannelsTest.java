package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two people on the phone: one sample in each channel. */
class ChannelsTest extends HttpTest {
  private static final SelfTest LEFT = Samples.all().get(0);
  private static final SelfTest RIGHT = Samples.all().get(1);

  @Test
  void hearsEachChannelApart() throws IOException {
    JsonNode json = transcribe("separate", "verbose_json").json();

    String left = alone(LEFT.recording(), RIGHT.recording());
    String right = alone(RIGHT.recording(), LEFT.recording());
    assertThat(json.path("text").asString()).isEqualTo(left + "\n" + right);
    assertThat(words(json, 0)).isEqualTo(left);
    assertThat(words(json, 1)).isEqualTo(right);
    assertThat(json.path("segments")).allMatch(segment -> segment.has("channel"));
    double seconds =
        Math.max(Samples.seconds(LEFT.recording()), Samples.seconds(RIGHT.recording()));
    assertThat(json.path("duration").asDouble()).isCloseTo(seconds, within(0.001));
  }

  @Test
  void hearsOneChannel() throws IOException {
    assertThat(transcribe("1", "text").body())
        .isEqualTo(alone(RIGHT.recording(), LEFT.recording()) + "\n");
  }

  @Test
  void namesTheChannelInEveryFormat() throws IOException {
    assertThat(transcribe("separate", "vtt").body()).contains("<v Channel 0>", "<v Channel 1>");
    assertThat(transcribe("separate", "tsv").body()).startsWith("start\tend\tchannel\ttext\n");
    assertThat(
            transcribe("separate", "ctm")
                .body()
                .lines()
                .map(line -> line.split(" ", -1)[1])
                .distinct())
        .containsExactly("1", "2");
  }

  @Test
  void refusesAChannelThatThereIsNot() throws IOException {
    Answer answer = transcribe("2", "json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("param").asString()).isEqualTo("channels");
  }

  @Test
  void refusesAnUnknownSelection() throws IOException {
    Answer answer = transcribe("left", "json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("message").asString())
        .contains("left", "mix", "separate");
  }

  /** What is heard in a channel that is a recording of its own. */
  private String alone(Path recording, Path other) throws IOException {
    Multipart form = new Multipart().file("mono.wav", Wav.padded(recording, other));
    return api().transcribe(form).json().path("text").asString();
  }

  private Answer transcribe(String channels, String format) throws IOException {
    return api()
        .transcribe(
            new Multipart()
                .file("call.wav", Wav.stereo(LEFT.recording(), RIGHT.recording()))
                .field("channels", channels)
                .field("response_format", format));
  }

  private static String words(JsonNode json, int channel) {
    return json.path("words")
        .valueStream()
        .filter(word -> word.path("channel").asInt() == channel)
        .map(word -> word.path("word").asString())
        .collect(Collectors.joining(" "));
  }
}
