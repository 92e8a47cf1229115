package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AlignmentTest extends HttpTest {
  private static final SelfTest SAMPLE = Samples.first();

  @Test
  void findsTheWordsOfATranscriptWhereTheyWereHeard() {
    JsonNode heard =
        api()
            .transcribe(
                Multipart.of(SAMPLE.recording())
                    .field("response_format", "verbose_json")
                    .field("decoder", "greedy"))
            .json();

    JsonNode aligned =
        align(Multipart.of(SAMPLE.recording()), heard.path("text").asString()).json();

    assertThat(aligned.path("words").size()).isEqualTo(heard.path("words").size());
    for (int i = 0; i < heard.path("words").size(); i++) {
      JsonNode word = aligned.path("words").get(i);
      JsonNode same = heard.path("words").get(i);
      assertThat(word.path("word").asString()).isEqualTo(same.path("word").asString());
      assertThat(word.path("start").asDouble())
          .isCloseTo(same.path("start").asDouble(), within(0.1));
    }
    assertThat(aligned.path("duration")).isEqualTo(heard.path("duration"));
  }

  @Test
  void takesATextAsPeopleWriteIt() {
    String text = SAMPLE.transcript().toUpperCase(Locale.ROOT).replace(" ", ", — ") + "!";

    JsonNode aligned = align(Multipart.of(SAMPLE.recording()), text).json();

    assertThat(aligned.path("words").get(0).path("word").asString()).isEqualTo("GOOD,");
    String letters =
        aligned
            .path("characters")
            .valueStream()
            .map(letter -> letter.path("character").asString())
            .collect(Collectors.joining());
    assertThat(letters).isEqualTo(SAMPLE.transcript().replace(" ", ""));
  }

  @Test
  void findsWordsInALongRecordingOfManyParts() throws Exception {
    byte[] recording = Wav.joined(Collections.nCopies(20, SAMPLE.recording()));
    String text = String.join(" ", Collections.nCopies(20, SAMPLE.transcript()));

    JsonNode aligned = align(new Multipart().file("long.wav", recording), text).json();

    double length = Samples.seconds(SAMPLE.recording());
    int words = SAMPLE.transcript().split(" ", -1).length;
    for (int i = 0; i < 20; i++) {
      assertThat(aligned.path("words").get(i * words).path("start").asDouble())
          .isBetween(i * length - 0.1, i * length + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 400", "'   ', 400", "'...', 400", "room 42, 400"})
  void refusesATextThatCannotBeSaid(String text, int status) {
    refused(align(Multipart.of(SAMPLE.recording()), text), status);
  }

  @Test
  void refusesATextThatIsTooLongForTheRecording() {
    refused(align(Multipart.of(SAMPLE.recording()), "many words ".repeat(200)), 422);
  }

  private static void refused(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("error").path("param").asString()).isEqualTo("text");
  }

  private Answer align(Multipart form, String text) {
    return api()
        .send(
            api()
                .request("/v1/audio/alignments")
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(form.field("text", text).bytes())));
  }
}
