package dev.quartzite.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.Normalization;
import dev.quartzite.scoring.report.Evaluation.Confusion;
import dev.quartzite.scoring.report.Evaluation.Speaker;
import dev.quartzite.scoring.report.Evaluation.Utterance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static Evaluation evaluation(Normalization normalization) {
    return new Evaluation(
        normalization,
        List.of(
                utterance(
                    "x/a.wav", "ann", "The cat <sat> on the mat.", "the cat sit on mat again"),
                utterance("x/b.wav", "bob", "Good morning!", "good morning"),
                utterance("x/c.wav", "ann", "Thank you", "thank you"))
            .stream()
            .map(
                u ->
                    Utterance.of(u.id(), u.speaker(), u.reference(), u.hypothesis(), normalization))
            .toList());
  }

  private static Utterance utterance(String id, String speaker, String said, String heard) {
    return Utterance.of(id, Optional.of(speaker), said, heard, Normalization.NONE);
  }

  @Test
  void countsTheErrorsOfAllUtterances() {
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
    String page =
        new HtmlReport("Cats & mats", 5)
            .add("first", Map.of("speed", "70 <"), evaluation(Normalization.LOWER_CASE))
            .page();
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>Cats &amp; mats</title>", "<h2>first</h2>", "speed 70 &lt;.")
        .contains("<tr><td>&lt;sat&gt;</td><td>sit</td><td>1</td></tr>")
        .contains("<td>ann</td>")
        .contains("the cat <s>&lt;sat&gt;</s><ins>sit</ins> on <s>the</s>")
        .doesNotContain("<sat>")
        .doesNotContain("src=")
        .endsWith("</html>\n");
  }

  @Test
  void theMostFrequentConfusionsComeFirst() {
    Evaluation evaluation =
        new Evaluation(
            Normalization.NONE,
            List.of(
                utterance("a", "ann", "a b c x", "a d c"),
                utterance("b", "ann", "b", "d"),
                utterance("c", "ann", "x", "x y")));
    assertThat(evaluation.confusions(2))
        .containsExactly(new Confusion("b", "d", 2), new Confusion("", "y", 1));
    assertThat(evaluation.confusions(9)).hasSize(3).endsWith(new Confusion("x", "", 1));
  }

  @Test
  void theFiguresAreThoseOfTheEvaluation() {
    Figures figures = Figures.of(evaluation(Normalization.LETTERS_AND_APOSTROPHES));
    assertThat(figures.normalization()).isEqualTo("letters-and-apostrophes");
    assertThat(figures.words()).isEqualTo(new Figures.Rate(0.3, 0, 0.5, 3, 1, 1, 1, 10));
    assertThat(figures.speakers()).endsWith(new Figures.Speaker("bob", 1, 0, 0, 2));
  }
}
