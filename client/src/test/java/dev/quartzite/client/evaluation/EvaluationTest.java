package dev.quartzite.client.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.evaluation.Evaluation.Speaker;
import dev.quartzite.client.evaluation.Evaluation.Utterance;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.Normalization;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final References REFERENCES =
      new References(
          List.of(
              new Reference("a", "The cat <sat> on the mat.", Optional.of("ann")),
              new Reference("b", "Good morning!", Optional.of("bob")),
              new Reference("c", "Thank you", Optional.of("ann"))));

  private static Evaluation evaluation(Normalization normalization) {
    Map<String, String> heard =
        new TreeMap<>(
            Map.of(
                "x/a.wav", "the cat sit on mat again",
                "x/b.wav", "good morning",
                "x/c.wav", "thank you",
                "x/d.wav", "without reference"));
    return Evaluation.of(REFERENCES, heard, normalization);
  }

  @Test
  void countsWhatHasAReference() {
    Evaluation evaluation = evaluation(Normalization.LETTERS_AND_APOSTROPHES);
    assertThat(evaluation.utterances()).hasSize(3);
    assertThat(evaluation.words()).isEqualTo(new ErrorCounts(8, 1, 1, 1));
    assertThat(evaluation.wordInterval().lower()).isZero();
    assertThat(evaluation.wordInterval().upper()).isEqualTo(0.5);
  }

  @Test
  void theNormalizationDecidesWhatCounts() {
    assertThat(evaluation(Normalization.LOWER_CASE).words().errors()).isEqualTo(4);
    assertThat(evaluation(Normalization.NONE).words().errors()).isEqualTo(7);
  }

  @Test
  void putsTheLeastUnderstoodSpeakerFirst() {
    assertThat(evaluation(Normalization.LETTERS_AND_APOSTROPHES).speakers())
        .containsExactly(
            new Speaker("ann", 2, new ErrorCounts(6, 1, 1, 1)),
            new Speaker("bob", 1, new ErrorCounts(2, 0, 0, 0)));
  }

  @Test
  void theWorstAreThoseWithMostErrorsAndNoneThatIsRight() {
    assertThat(evaluation(Normalization.LETTERS_AND_APOSTROPHES).worst(10))
        .extracting(Utterance::id)
        .containsExactly("x/a.wav");
    assertThat(evaluation(Normalization.NONE).worst(1))
        .extracting(Utterance::id)
        .containsExactly("x/a.wav");
  }

  private static String text(boolean coloured) {
    StringWriter text = new StringWriter();
    new TextReport(new PrintWriter(text), coloured)
        .print(evaluation(Normalization.LETTERS_AND_APOSTROPHES), 5);
    return text.toString();
  }

  @Test
  void theTextReportShowsRatesSpeakersAndAlignments() {
    assertThat(text(false).lines())
        .contains("3 utterances, normalisation letters-and-apostrophes")
        .anyMatch(line -> line.matches("words +30\\.00 % +0\\.00–50\\.00 % +3 +1 +1 +1 +10"))
        .anyMatch(line -> line.matches("ann +37\\.50 % +3 +8 +2"))
        .contains("x/a.wav: 3 errors, 6 words")
        .contains("the cat [sat→sit] on [-the] mat [+again]");
  }

  @Test
  void coloursOnlyIfAskedTo() {
    assertThat(text(false)).doesNotContain("\u001b");
    assertThat(text(true)).contains("\u001b[31m[-the]\u001b[0m");
  }

  @Test
  void theHtmlReportShowsTheSameAndEscapesTexts() {
    String page = HtmlReport.of(evaluation(Normalization.LOWER_CASE), 5);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<td>ann</td>")
        .contains("the cat <s>&lt;sat&gt;</s><ins>sit</ins> on <s>the</s>")
        .doesNotContain("<sat>")
        .doesNotContain("src=")
        .endsWith("</html>\n");
  }

  @Test
  void theJsonReportHasRatesAsNumbers() {
    assertThat(JsonReport.of(evaluation(Normalization.LETTERS_AND_APOSTROPHES)))
        .startsWith(
            "{\"normalization\":\"letters-and-apostrophes\",\"utterances\":3,"
                + "\"words\":{\"rate\":0.3,\"lower\":0.0,\"upper\":0.5,\"errors\":3,")
        .contains(
            "{\"speaker\":\"bob\",\"utterances\":1,\"rate\":0.0,\"errors\":0,\"reference\":2}");
  }
}
