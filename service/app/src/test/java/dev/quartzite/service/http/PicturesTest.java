package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory.SelfTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(properties = "quartzite.limits.picture-length=10")
class PicturesTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();

  @Test
  void showsTheProbabilitiesThatTheTextWasReadFrom() throws IOException {
    JsonNode json = transcribe(form(SAMPLE.recording()).field("decoder", "greedy"));

    JsonNode emissions = json.path("emissions").path(0);
    assertThat(emissions.has("channel")).isFalse();
    assertThat(emissions.path("step_seconds").asDouble()).isEqualTo(0.02);
    double seconds = Samples.seconds(SAMPLE.recording());
    assertThat(emissions.path("frames").asInt() * 0.02).isCloseTo(seconds, within(0.03));
    assertThat(emissions.path("minimum").asDouble()).isZero();
    assertThat(emissions.path("maximum").asDouble()).isEqualTo(1);
    assertThat(bestPaths(emissions)).contains(json.path("text").asString());
  }

  @Test
  void showsTheSpectrogramInBandsOfRisingFrequency() {
    JsonNode spectrogram = transcribe(form(SAMPLE.recording())).path("spectrogram").path(0);

    assertThat(spectrogram.path("step_seconds").asDouble()).isEqualTo(0.01);
    List<Double> frequencies =
        spectrogram.path("frequencies").valueStream().map(JsonNode::asDouble).toList();
    assertThat(frequencies).hasSize(64).isSorted();
    assertThat(frequencies.get(63)).isBetween(7000.0, 8000.0);
    byte[] bytes = bytes(spectrogram);
    assertThat(bytes).hasSize(64 * spectrogram.path("frames").asInt());
    double sum = 0;
    for (byte value : bytes) {
      sum += value & 0xFF;
    }
    // Each band has mean 0, which lies in the middle of −4 to 4.
    assertThat(sum / bytes.length).isCloseTo(127.5, within(2.0));
  }

  @Test
  void thinsALongRecording() throws IOException {
    byte[] recording = Wav.joined(Collections.nCopies(12, SAMPLE.recording()));
    double seconds = 12 * Samples.seconds(SAMPLE.recording());

    JsonNode json = transcribe(included(new Multipart().file("long.wav", recording)));

    for (String picture : List.of("emissions", "spectrogram")) {
      JsonNode shown = json.path(picture).path(0);
      double step = shown.path("step_seconds").asDouble();
      assertThat(shown.path("frames").asInt() * step).isCloseTo(seconds, within(0.2));
      assertThat(shown.path("frames").asInt() * 10).isLessThanOrEqualTo(10_000);
      assertThat(shown.path("frames").asInt()).isBetween(250, 1000);
    }
  }

  @Test
  void showsEachChannel() throws IOException {
    Path other = Samples.all().get(1).recording();
    byte[] stereo = Wav.stereo(SAMPLE.recording(), other);
    Multipart form = included(new Multipart().file("call.wav", stereo));

    JsonNode json = transcribe(form.field("channels", "separate").field("decoder", "greedy"));

    JsonNode emissions = json.path("emissions");
    assertThat(emissions.size()).isEqualTo(2);
    assertThat(emissions.path(1).path("channel").asInt()).isEqualTo(1);
    List<String> texts = json.path("text").asString().lines().toList();
    assertThat(texts).hasSize(2);
    assertThat(bestPaths(emissions.path(0))).contains(texts.get(0));
    assertThat(bestPaths(emissions.path(1))).contains(texts.get(1));
  }

  @Test
  void showsNothingThatNobodyAskedFor() {
    JsonNode json =
        transcribe(Multipart.of(SAMPLE.recording()).field("response_format", "verbose_json"));

    assertThat(json.has("emissions")).isFalse();
    assertThat(json.has("spectrogram")).isFalse();
  }

  private JsonNode transcribe(Multipart form) {
    return api().transcribe(form).json();
  }

  private static Multipart form(Path recording) {
    return included(Multipart.of(recording));
  }

  private static Multipart included(Multipart form) {
    return form.field("response_format", "verbose_json")
        .field("include[]", "emissions")
        .field("include[]", "spectrogram");
  }

  private static byte[] bytes(JsonNode picture) {
    return Base64.getDecoder().decode(picture.path("data").asString());
  }

  /**
   * The likeliest token of each frame, repetitions and blanks removed. A picture has 256 shades, so
   * tokens that are nearly as likely look alike: there may be more than one.
   */
  private static Set<String> bestPaths(JsonNode emissions) {
    List<String> labels = emissions.path("labels").valueStream().map(JsonNode::asString).toList();
    byte[] bytes = bytes(emissions);
    Set<Reading> readings = Set.of(new Reading("", ""));
    for (int row = 0; row < bytes.length; row += labels.size()) {
      Set<String> brightest = brightest(bytes, row, labels);
      readings =
          readings.stream()
              .flatMap(reading -> brightest.stream().map(reading::followedBy))
              .collect(Collectors.toSet());
    }
    return readings.stream()
        .map(reading -> reading.text().strip().replaceAll(" +", " "))
        .collect(Collectors.toSet());
  }

  private static Set<String> brightest(byte[] bytes, int row, List<String> labels) {
    IntUnaryOperator value = column -> bytes[row + column] & 0xFF;
    int most = IntStream.range(0, labels.size()).map(value).max().orElseThrow();
    return IntStream.range(0, labels.size())
        .filter(column -> value.applyAsInt(column) == most)
        .mapToObj(labels::get)
        .collect(Collectors.toSet());
  }

  private record Reading(String text, String last) {

    Reading followedBy(String label) {
      return new Reading(label.equals(last) ? text : text + label, label);
    }
  }
}
