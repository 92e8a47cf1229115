package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.http.Transcription;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
  private static final Transcription HEARD =
      Transcription.parse(
          """
          {"text": "good morning r & d", "duration": 3723.5, "receipt": {"model": "m"},
           "segments": [{"start": 0.25, "end": 1.5, "text": " good\\nmorning "},
                        {"start": 3722.0, "end": 3723.4996, "text": "r & d"}],
           "words": [{"word": "good", "start": 0.25, "end": 0.5, "confidence": 0.875},
                     {"word": "morning", "start": 0.5, "end": 1.5, "channel": 2}]}
          """);

  private static String written(OutputFormat format) {
    return format.write("talks/my talk.v2.wav", HEARD);
  }

  @Test
  void txt() {
    assertThat(written(OutputFormat.TXT)).isEqualTo("good morning r & d\n");
  }

  @Test
  void jsonIsTheAnswerItselfWithAllItsFields() {
    assertThat(written(OutputFormat.JSON)).isEqualTo(HEARD.json());
    assertThat(written(OutputFormat.JSON)).contains("\"receipt\": {\"model\": \"m\"}");
  }

  @Test
  void srt() {
    assertThat(written(OutputFormat.SRT))
        .isEqualTo(
            """
            1
            00:00:00,250 --> 00:00:01,500
            good morning

            2
            01:02:02,000 --> 01:02:03,500
            r & d

            """);
  }

  @Test
  void vtt() {
    assertThat(written(OutputFormat.VTT))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.250 --> 00:00:01.500
            good morning

            01:02:02.000 --> 01:02:03.500
            r &amp; d

            """);
  }

  @Test
  void tsv() {
    assertThat(written(OutputFormat.TSV))
        .isEqualTo("start\tend\ttext\n250\t1500\tgood morning\n3722000\t3723500\tr & d\n");
  }

  @Test
  void ctm() {
    assertThat(written(OutputFormat.CTM))
        .isEqualTo("my_talk.v2 1 0.250 0.250 good 0.875\nmy_talk.v2 2 0.500 1.000 morning\n");
  }

  @Test
  void withoutSegmentsTheTextIsOne() {
    Transcription plain = Transcription.parse("{\"text\":\"good morning\",\"duration\":2.5}");
    assertThat(OutputFormat.TSV.write("a.wav", plain))
        .isEqualTo("start\tend\ttext\n0\t2500\tgood morning\n");
  }

  @Test
  void silenceHasNoSegments() {
    Transcription silence = Transcription.parse("{\"text\":\"\",\"duration\":2.5}");
    assertThat(OutputFormat.SRT.write("a.wav", silence)).isEmpty();
    assertThat(OutputFormat.VTT.write("a.wav", silence)).isEqualTo("WEBVTT\n\n");
  }
}
