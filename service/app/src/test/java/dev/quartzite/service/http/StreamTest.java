package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamTest extends HttpTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final SelfTest SAMPLE = Samples.first();

  @Test
  void sendsTheTextAsEventsThatEndWithTheWhole() {
    Answer answer = stream(Multipart.of(SAMPLE.recording()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
    List<JsonNode> events = events(answer);
    assertThat(events)
        .extracting(event -> event.path("type").asString())
        .containsExactly(
            "transcript.text.delta", "transcript.text.segment", "transcript.text.done");
    assertThat(deltas(events)).isEqualTo(SAMPLE.transcript());
    JsonNode done = events.get(2);
    assertThat(done.path("text").asString()).isEqualTo(SAMPLE.transcript());
    assertThat(done.path("usage").path("type").asString()).isEqualTo("tokens");
    assertThat(done.path("usage").path("output_tokens").asInt())
        .isEqualTo(SAMPLE.transcript().length());
    assertThat(done.path("receipt").path("model").asString()).isEqualTo(Samples.model());
    JsonNode segment = events.get(1);
    assertThat(segment.path("id").asString()).isEqualTo("seg_0");
    assertThat(segment.path("text").asString()).isEqualTo(SAMPLE.transcript());
    assertThat(segment.path("words").size()).isEqualTo(SAMPLE.transcript().split(" ", -1).length);
  }

  @Test
  void sendsALongRecordingPartByPart() throws IOException {
    List<JsonNode> events = events(stream(new Multipart().file("long.wav", twoMinutes())));

    List<JsonNode> deltas = ofType(events, "transcript.text.delta");
    assertThat(deltas).hasSizeGreaterThan(4);
    String text = events.get(events.size() - 1).path("text").asString();
    assertThat(deltas(events)).isEqualTo(text);
    String segments =
        ofType(events, "transcript.text.segment").stream()
            .map(event -> event.path("text").asString())
            .collect(Collectors.joining(" "));
    assertThat(segments).isEqualTo(text);
  }

  @Test
  void givesALongRecordingTheSameTextAtOnce() throws IOException {
    byte[] recording = twoMinutes();

    List<JsonNode> events = events(stream(new Multipart().file("long.wav", recording)));
    Answer whole = api().transcribe(new Multipart().file("long.wav", recording));

    assertThat(whole.json().path("text").asString())
        .isEqualTo(events.get(events.size() - 1).path("text").asString());
  }

  @Test
  void sendsProbabilitiesWithEachDelta() throws IOException {
    Multipart form = new Multipart().file("long.wav", twoMinutes());

    List<JsonNode> events = events(stream(form.field("include[]", "logprobs")));

    StringBuilder tokens = new StringBuilder();
    for (JsonNode delta : ofType(events, "transcript.text.delta")) {
      delta.path("logprobs").forEach(entry -> tokens.append(entry.path("token").asString()));
    }
    assertThat(tokens.toString()).isEqualTo(deltas(events));
  }

  @Test
  void givesTheAlternativesOfEachPart() throws IOException {
    Multipart form = new Multipart().file("long.wav", twoMinutes());

    List<JsonNode> events = events(stream(form.field("n_best", "3")));

    List<JsonNode> deltas = ofType(events, "transcript.text.delta");
    assertThat(deltas)
        .allSatisfy(
            delta -> {
              assertThat(delta.path("alternatives").size()).isBetween(2, 3);
              assertThat(delta.path("alternatives").path(0).path("text").asString())
                  .isEqualTo(delta.path("delta").asString().strip());
            });
  }

  @Test
  void endsWithAllThatVerboseJsonHasWhereThatWasAskedFor() {
    Multipart form = Multipart.of(SAMPLE.recording()).field("response_format", "verbose_json");

    List<JsonNode> events = events(stream(form.field("include[]", "srt")));
    JsonNode whole =
        api()
            .transcribe(
                Multipart.of(SAMPLE.recording())
                    .field("response_format", "verbose_json")
                    .field("include[]", "srt"))
            .json();

    JsonNode done = events.get(events.size() - 1);
    whole
        .propertyStream()
        .forEach(
            property -> assertThat(done.path(property.getKey())).isEqualTo(property.getValue()));
    assertThat(done.size()).isEqualTo(whole.size() + 1);
  }

  @Test
  void keepsChannelsApart() throws IOException {
    SelfTest other = Samples.all().get(1);
    Multipart form =
        new Multipart().file("call.wav", Wav.stereo(SAMPLE.recording(), other.recording()));

    List<JsonNode> events = events(stream(form.field("channels", "separate")));

    assertThat(deltas(events)).isEqualTo(events.get(events.size() - 1).path("text").asString());
    assertThat(deltas(events)).containsOnlyOnce("\n");
    assertThat(ofType(events, "transcript.text.segment"))
        .extracting(event -> event.path("speaker").asString())
        .containsOnly("channel_0", "channel_1");
  }

  @Test
  void endsTheStreamOfASilentRecordingWithAnEmptyText() {
    Multipart form = new Multipart().file("silence.wav", Wav.silence(16_000, 1, 16, 16_000));

    List<JsonNode> events = events(stream(form));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("text").asString()).isEmpty();
  }

  @Test
  void refusesBadInputWithAStatusWhileNothingHasBeenSent() {
    Answer answer =
        stream(new Multipart().file("text.wav", "no sound".getBytes(StandardCharsets.UTF_8)));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().path("error").path("code").asString()).isEqualTo("unsupported_media");
  }

  private Answer stream(Multipart form) {
    return api().transcribe(form.field("stream", "true"));
  }

  private static byte[] twoMinutes() throws IOException {
    List<Path> recordings = new ArrayList<>();
    for (SelfTest sample : Samples.all()) {
      recordings.addAll(Collections.nCopies(3, sample.recording()));
    }
    return Wav.joined(recordings);
  }

  static List<JsonNode> events(Answer answer) {
    List<JsonNode> events = new ArrayList<>();
    for (String block : answer.body().strip().split("\n\n", -1)) {
      String[] lines = block.split("\n", 2);
      JsonNode data = MAPPER.readTree(lines[1].substring("data: ".length()));
      assertThat(lines[0]).isEqualTo("event: " + data.path("type").asString());
      events.add(data);
    }
    return events;
  }

  private static List<JsonNode> ofType(List<JsonNode> events, String type) {
    return events.stream().filter(event -> event.path("type").asString().equals(type)).toList();
  }

  private static String deltas(List<JsonNode> events) {
    return ofType(events, "transcript.text.delta").stream()
        .map(event -> event.path("delta").asString())
        .collect(Collectors.joining());
  }
}
