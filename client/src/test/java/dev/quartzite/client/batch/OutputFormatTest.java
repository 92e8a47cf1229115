package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.RequestFields.Field;
import dev.quartzite.client.http.Transcription;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputFormatTest {
  private static final String PLAIN =
      "{\"text\": \"good morning\", \"duration\": 2.5, \"receipt\": {\"model\": \"m\"}}";
  private static final Transcription HEARD =
      Transcription.parse(
          """
          {"text":"good morning","duration":2.5,"formats":
           {"srt":"as srt","vtt":"as vtt","tsv":"as tsv","ctm":"as ctm"},"receipt":{"model":"m"}}
          """);

  @Test
  void txtIsTheText() {
    assertThat(OutputFormat.TXT.write(HEARD)).isEqualTo("good morning\n");
  }

  @Test
  void jsonIsTheAnswerItselfWithAllItsFields() {
    assertThat(OutputFormat.JSON.write(Transcription.parse(PLAIN))).isEqualTo(PLAIN + "\n");
  }

  @Test
  void jsonHasNoSecondCopyOfTheOtherFormats() {
    assertThat(OutputFormat.JSON.write(HEARD))
        .isEqualTo("{\"text\":\"good morning\",\"duration\":2.5,\"receipt\":{\"model\":\"m\"}}\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"SRT", "VTT", "TSV", "CTM"})
  void othersAreAskedForAndWrittenAsTheyCome(OutputFormat format) {
    assertThat(new Settings(RequestFields.NONE, Set.of(format)).request().fields())
        .containsExactly(new Field("include[]", format.extension()));
    assertThat(format.write(HEARD)).isEqualTo("as " + format.extension());
  }

  @Test
  void textAndAnswerNeedNotBeAskedFor() {
    Set<OutputFormat> formats = Set.of(OutputFormat.TXT, OutputFormat.JSON);
    assertThat(new Settings(RequestFields.NONE, formats).request()).isEqualTo(RequestFields.NONE);
  }

  @Test
  void anAnswerWithoutTheFormatIsNoAnswer() {
    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> OutputFormat.SRT.write(Transcription.parse(PLAIN)))
        .withMessageContaining("no srt");
  }
}
