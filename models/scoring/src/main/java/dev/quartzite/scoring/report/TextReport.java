package dev.quartzite.scoring.report;

import dev.quartzite.scoring.Alignment.Pair;
import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.report.Evaluation.Confusion;
import dev.quartzite.scoring.report.Evaluation.Speaker;
import dev.quartzite.scoring.report.Evaluation.Utterance;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation for a terminal. */
public final class TextReport {
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean coloured;

  public TextReport(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /**
   * Prints rates, speakers, the most frequent confusions and the worst utterances.
   *
   * @param worst how many of the last two
   */
  public void print(Evaluation evaluation, int worst) {
    out.format(
        Locale.ROOT,
        "%,d utterances, normalisation %s%n",
        evaluation.utterances().size(),
        evaluation.normalization().label());
    out.format(
        Locale.ROOT,
        "%-12s%9s%19s%9s%9s%9s%9s%10s%n",
        "",
        "rate",
        "95 %",
        "errors",
        "subst.",
        "deleted",
        "inserted",
        "of");
    rates("words", evaluation.words(), evaluation.wordInterval());
    rates("characters", evaluation.characters(), evaluation.characterInterval());
    speakers(evaluation.speakers());
    confusions(evaluation.confusions(worst));
    worst(evaluation.worst(worst));
    out.flush();
  }

  private void rates(String unit, ErrorCounts counts, ConfidenceInterval interval) {
    String range =
        String.format(Locale.ROOT, "%.2f–%.2f %%", 100 * interval.lower(), 100 * interval.upper());
    out.format(
        Locale.ROOT,
        "%-12s%7.2f %%%19s%,9d%,9d%,9d%,9d%,10d%n",
        unit,
        100 * counts.rate(),
        range,
        counts.errors(),
        counts.substitutions(),
        counts.deletions(),
        counts.insertions(),
        counts.reference());
  }

  private void speakers(List<Speaker> speakers) {
    if (!speakers.isEmpty()) {
      out.println();
      out.format(
          Locale.ROOT, "%-24s%9s%9s%9s%12s%n", "speaker", "words", "errors", "of", "utterances");
      for (Speaker speaker : speakers) {
        ErrorCounts words = speaker.words();
        out.format(
            Locale.ROOT,
            "%-24s%7.2f %%%,9d%,9d%,12d%n",
            speaker.name(),
            100 * words.rate(),
            words.errors(),
            words.reference(),
            speaker.utterances());
      }
    }
  }

  private void confusions(List<Confusion> confusions) {
    if (!confusions.isEmpty()) {
      out.println();
      for (Confusion confusion : confusions) {
        String both =
            confusion.reference().isEmpty() || confusion.hypothesis().isEmpty()
                ? confusion.reference() + confusion.hypothesis()
                : confusion.reference() + " → " + confusion.hypothesis();
        String what =
            confusion.hypothesis().isEmpty()
                ? "missing"
                : confusion.reference().isEmpty() ? "too many" : "confused";
        out.format(Locale.ROOT, "%,6d × %-10s%s%n", confusion.count(), what, both);
      }
    }
  }

  private void worst(List<Utterance> utterances) {
    for (Utterance utterance : utterances) {
      out.println();
      out.format(
          Locale.ROOT,
          "%s: %,d errors, %,d words%n",
          utterance.id(),
          utterance.words().errors(),
          utterance.words().reference());
      out.println(
          utterance.alignment().pairs().stream().map(this::word).collect(Collectors.joining(" ")));
    }
  }

  private String word(Pair pair) {
    return switch (pair.kind()) {
      case HIT -> pair.reference();
      case SUBSTITUTION -> colour(YELLOW, "[" + pair.reference() + "→" + pair.hypothesis() + "]");
      case DELETION -> colour(RED, "[-" + pair.reference() + "]");
      case INSERTION -> colour(GREEN, "[+" + pair.hypothesis() + "]");
    };
  }

  private String colour(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }
}
