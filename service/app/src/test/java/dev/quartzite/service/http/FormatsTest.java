package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormatsTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();
  private static final Pattern SRT =
      Pattern.compile(
          "(\\d+)\n(\\d\\d):(\\d\\d):(\\d\\d),(\\d{3}) --> \\d\\d:\\d\\d:\\d\\d,\\d{3}\n(.+(?:\n.+)?)\n\n");

  @Test
  void writesSubRip() {
    Answer answer = transcribe("srt");

    assertThat(answer.header("Content-Type")).isEqualTo("application/x-subrip;charset=UTF-8");
    Matcher cues = SRT.matcher(answer.body());
    List<String> texts = new ArrayList<>();
    int end = 0;
    while (cues.find()) {
      assertThat(cues.start()).isEqualTo(end);
      assertThat(Integer.parseInt(cues.group(1))).isEqualTo(texts.size() + 1);
      texts.add(cues.group(6).replace('\n', ' '));
      end = cues.end();
    }
    assertThat(end).isEqualTo(answer.body().length());
    assertThat(String.join(" ", texts)).isEqualTo(SAMPLE.transcript());
  }

  @Test
  void writesWebVtt() {
    Answer answer = transcribe("vtt");

    assertThat(answer.header("Content-Type")).isEqualTo("text/vtt;charset=UTF-8");
    assertThat(answer.body()).startsWith("WEBVTT\n\n00:00:0");
    String text =
        answer
            .body()
            .lines()
            .skip(2)
            .filter(line -> !line.isEmpty() && !line.contains("-->"))
            .collect(Collectors.joining(" "));
    assertThat(text).isEqualTo(SAMPLE.transcript());
  }

  @Test
  void writesTabSeparatedValues() {
    Answer answer = transcribe("tsv");

    assertThat(answer.header("Content-Type")).isEqualTo("text/tab-separated-values;charset=UTF-8");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines.get(0)).isEqualTo("start\tend\ttext");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.matches("\\d+\t\\d+\t[a-z' ]+"));
    assertThat(lines.stream().skip(1).map(line -> line.split("\t", -1)[2]).toList())
        .isEqualTo(List.of(SAMPLE.transcript()));
  }

  @Test
  void writesNistsCtmWithTheSendersNameOfTheRecording() {
    Answer answer = transcribe("ctm");

    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(answer.body().lines())
        .allMatch(line -> line.matches("\\S+ 1 \\d+\\.\\d{3} \\d+\\.\\d{3} [a-z']+ [01]\\.\\d{3}"));
    String name = String.valueOf(SAMPLE.recording().getFileName()).replace(".wav", "");
    assertThat(answer.body()).startsWith(name + " 1 ");
    assertThat(
            answer
                .body()
                .lines()
                .map(line -> line.split(" ", -1)[4])
                .collect(Collectors.joining(" ")))
        .isEqualTo(SAMPLE.transcript());
  }

  @Test
  void writesNothingButTheFrameOfASilentRecording() {
    byte[] silence = Wav.silence(16_000, 1, 16, 16_000);
    assertThat(silent("srt", silence)).isEmpty();
    assertThat(silent("vtt", silence)).isEqualTo("WEBVTT\n\n");
    assertThat(silent("tsv", silence)).isEqualTo("start\tend\ttext\n");
    assertThat(silent("ctm", silence)).isEmpty();
    assertThat(silent("text", silence)).isEqualTo("\n");
  }

  @Test
  void givesTheTimesOfCharactersWhenAsked() {
    JsonNode json =
        api()
            .transcribe(
                Multipart.of(SAMPLE.recording())
                    .field("response_format", "verbose_json")
                    .field("timestamp_granularities[]", "char"))
            .json();

    assertThat(json.has("words")).isFalse();
    String letters =
        json.path("characters")
            .valueStream()
            .map(c -> c.path("character").asString())
            .collect(Collectors.joining());
    assertThat(letters).isEqualTo(SAMPLE.transcript().replace(" ", ""));
    double time = 0;
    for (JsonNode character : json.path("characters")) {
      assertThat(character.path("start").asDouble()).isGreaterThanOrEqualTo(time);
      time = character.path("end").asDouble();
    }
  }

  @Test
  void givesTheProbabilityOfEveryLetterAndSpaceWhenAsked() {
    JsonNode json =
        api().transcribe(Multipart.of(SAMPLE.recording()).field("include[]", "logprobs")).json();

    StringBuilder text = new StringBuilder();
    for (JsonNode entry : json.path("logprobs")) {
      text.append(entry.path("token").asString());
      assertThat(entry.path("logprob").asDouble()).isBetween(-20.0, -1e-9);
      assertThat(entry.path("bytes").get(0).asInt())
          .isEqualTo(entry.path("token").asString().charAt(0));
    }
    assertThat(text.toString()).isEqualTo(SAMPLE.transcript());
  }

  @ParameterizedTest
  @ValueSource(strings = {"srt", "vtt", "tsv", "ctm"})
  void includesOtherFormatsInVerboseJsonWhenAsked(String format) {
    Multipart form =
        Multipart.of(SAMPLE.recording())
            .field("response_format", "verbose_json")
            .field("include[]", format);
    JsonNode formats = api().transcribe(form).json().path("formats");

    assertThat(formats.propertyNames()).containsExactly(format);
    assertThat(formats.path(format).asString()).isEqualTo(transcribe(format).body());
    assertThat(json("verbose_json").has("formats")).isFalse();
  }

  @Test
  void givesAReceipt() {
    JsonNode receipt = json("verbose_json").path("receipt");

    assertThat(receipt.path("model").asString()).isEqualTo(Samples.model());
    assertThat(receipt.path("model_sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(receipt.path("front_end").asString()).isEqualTo("nemo-1.x");
    assertThat(receipt.path("decoder").path("name").asString()).isEqualTo("beam");
    assertThat(receipt.path("channels").asString()).isEqualTo("mix");
    assertThat(receipt.path("device").asString()).isEqualTo("cpu");
  }

  private String silent(String format, byte[] wav) {
    Answer answer =
        api().transcribe(new Multipart().file("a.wav", wav).field("response_format", format));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode json(String format) {
    return transcribe(format).json();
  }

  private Answer transcribe(String format) {
    return api().transcribe(Multipart.of(SAMPLE.recording()).field("response_format", format));
  }
}
