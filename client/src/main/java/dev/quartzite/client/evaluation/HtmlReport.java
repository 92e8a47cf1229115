package dev.quartzite.client.evaluation;

import dev.quartzite.client.evaluation.Evaluation.Speaker;
import dev.quartzite.client.evaluation.Evaluation.Utterance;
import dev.quartzite.scoring.Alignment.Pair;
import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation as one HTML page that needs nothing else: no script, no other file. */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Evaluation</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; }
      th, td { padding: .2em .8em; text-align: right; border-bottom: 1px solid #8886; }
      th:first-child, td:first-child { text-align: left; }
      td { font-variant-numeric: tabular-nums; }
      s { color: #c22; } ins { color: #292; text-decoration: none; } s + ins { margin-left: .2em; }
      @media (prefers-color-scheme: dark) { s { color: #f77; } ins { color: #7d7; } }
      </style>
      """;

  private HtmlReport() {}

  /**
   * Writes an evaluation.
   *
   * @param worst how many of the worst utterances to show
   */
  public static String of(Evaluation evaluation, int worst) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Evaluation</h1>\n<p>")
        .append(count(evaluation.utterances().size()))
        .append(" utterances, normalisation <em>")
        .append(evaluation.normalization().label())
        .append("</em>. Missing words are <s>struck</s>, words too many <ins>green</ins>.</p>\n");
    rates(page, evaluation);
    speakers(page, evaluation);
    page.append("<h2>Worst utterances</h2>\n");
    evaluation.worst(worst).forEach(utterance -> utterance(page, utterance));
    return page.append("</html>\n").toString();
  }

  private static void rates(StringBuilder page, Evaluation evaluation) {
    page.append("<table>\n");
    row(
        page,
        "th",
        "",
        "rate",
        "95 % interval",
        "errors",
        "substituted",
        "deleted",
        "inserted",
        "of");
    rate(page, "words", evaluation.words(), evaluation.wordInterval());
    rate(page, "characters", evaluation.characters(), evaluation.characterInterval());
    page.append("</table>\n");
  }

  private static void rate(
      StringBuilder page, String unit, ErrorCounts counts, ConfidenceInterval interval) {
    row(
        page,
        "td",
        unit,
        percent(counts.rate()),
        percent(interval.lower()) + " – " + percent(interval.upper()),
        count(counts.errors()),
        count(counts.substitutions()),
        count(counts.deletions()),
        count(counts.insertions()),
        count(counts.reference()));
  }

  private static void speakers(StringBuilder page, Evaluation evaluation) {
    if (evaluation.speakers().isEmpty()) {
      return;
    }
    page.append("<h2>Speakers</h2>\n<table>\n");
    row(page, "th", "speaker", "word errors", "errors", "of", "utterances");
    for (Speaker speaker : evaluation.speakers()) {
      row(
          page,
          "td",
          speaker.name(),
          percent(speaker.words().rate()),
          count(speaker.words().errors()),
          count(speaker.words().reference()),
          count(speaker.utterances()));
    }
    page.append("</table>\n");
  }

  private static void utterance(StringBuilder page, Utterance utterance) {
    String words =
        utterance.alignment().pairs().stream()
            .map(HtmlReport::word)
            .collect(Collectors.joining(" "));
    page.append(
        "<h3>%s: %s errors, %s words</h3>\n<p>%s</p>\n"
            .formatted(
                escape(utterance.id()),
                count(utterance.words().errors()),
                count(utterance.words().reference()),
                words));
  }

  private static String word(Pair pair) {
    String missing = pair.reference().isEmpty() ? "" : "<s>" + escape(pair.reference()) + "</s>";
    String tooMany =
        pair.hypothesis().isEmpty() ? "" : "<ins>" + escape(pair.hypothesis()) + "</ins>";
    return switch (pair.kind()) {
      case HIT -> escape(pair.reference());
      case SUBSTITUTION, DELETION, INSERTION -> missing + tooMany;
    };
  }

  private static void row(StringBuilder page, String cell, String... values) {
    page.append("<tr>");
    for (String value : values) {
      page.append("<%s>%s</%s>".formatted(cell, escape(value), cell));
    }
    page.append("</tr>\n");
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * rate);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
