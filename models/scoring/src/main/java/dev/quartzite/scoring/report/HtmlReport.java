package dev.quartzite.scoring.report;

import dev.quartzite.scoring.Alignment.Pair;
import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.report.Evaluation.Confusion;
import dev.quartzite.scoring.report.Evaluation.Speaker;
import dev.quartzite.scoring.report.Evaluation.Utterance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Evaluations as one HTML page that needs nothing else: no script, no other file. Not safe for use
 * by several threads.
 */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
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

  private final StringBuilder page;
  private final int worst;

  /**
   * Begins a page.
   *
   * @param worst how many of the worst utterances and most frequent confusions to show
   */
  public HtmlReport(String title, int worst) {
    this.worst = worst;
    this.page = new StringBuilder(HEAD.replace("%s", escape(title)));
    page.append("<h1>").append(escape(title)).append("</h1>\n");
    page.append("<p>Missing words are <s>struck</s>, words too many <ins>green</ins>.</p>\n");
  }

  /**
   * Adds an evaluation.
   *
   * @param heading above it, if the page has several; empty for none
   * @param facts what else is to be said, by name, in order
   */
  public HtmlReport add(String heading, Map<String, String> facts, Evaluation evaluation) {
    if (!heading.isEmpty()) {
      page.append("<h2>").append(escape(heading)).append("</h2>\n");
    }
    page.append("<p>")
        .append(count(evaluation.utterances().size()))
        .append(" utterances, normalisation <em>")
        .append(evaluation.normalization().label())
        .append("</em>");
    facts.forEach((name, fact) -> page.append(", ").append(escape(name + " " + fact)));
    page.append(".</p>\n");
    rates(page, evaluation);
    speakers(page, evaluation);
    confusions(page, evaluation.confusions(worst));
    List<Utterance> shown = evaluation.worst(worst);
    if (!shown.isEmpty()) {
      page.append("<h3>Worst utterances</h3>\n");
    }
    shown.forEach(utterance -> utterance(page, utterance));
    return this;
  }

  /** The page so far. */
  public String page() {
    return page + "</html>\n";
  }

  private static void confusions(StringBuilder page, List<Confusion> confusions) {
    if (confusions.isEmpty()) {
      return;
    }
    page.append("<h3>Confusions</h3>\n<table>\n");
    row(page, "th", "said", "heard", "times");
    confusions.forEach(c -> row(page, "td", c.reference(), c.hypothesis(), count(c.count())));
    page.append("</table>\n");
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
    page.append("<h3>Speakers</h3>\n<table>\n");
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
        "<h4>%s: %s errors, %s words</h4>\n<p>%s</p>\n"
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
