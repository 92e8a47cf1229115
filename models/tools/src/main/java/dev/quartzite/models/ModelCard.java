package dev.quartzite.models;

import dev.quartzite.ModelManifest;
import dev.quartzite.models.onnx.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code MODEL_CARD.md}: what a model is and how its directory came about, for people. */
final class ModelCard {
  /** Name of the file. */
  static final String FILE = "MODEL_CARD.md";

  private ModelCard() {}

  /**
   * The card's text in Markdown.
   *
   * @param origin what the directory was made of
   * @param findings what was found when it was made, one sentence each
   */
  static String of(ModelManifest manifest, String origin, List<String> findings) {
    ModelManifest.Provenance provenance = manifest.provenance();
    StringBuilder card = new StringBuilder();
    card.append("# %s\n\n".formatted(manifest.name()));
    card.append(
        "%s, %s parameters, %d tokens with the blank, %d Hz, front end `%s`, languages: %s.\n\n"
            .formatted(
                provenance.architecture(),
                grouped(provenance.parameters()),
                manifest.alphabet().size(),
                manifest.frontEnd().sampleRate(),
                manifest.frontEnd().version().label(),
                provenance.languages().isEmpty()
                    ? "not stated"
                    : String.join(", ", provenance.languages())));
    card.append("**Made** of %s by `quartzite-models add`.\n\n".formatted(origin));
    findings.forEach(finding -> card.append("- ").append(finding).append('\n'));
    card.append("\n**Licence.** %s\n\n".formatted(provenance.licence()));
    card.append("**Owner.** %s\n".formatted(provenance.owner()));
    return card.toString();
  }

  /** The report as sentences. */
  static List<String> findings(CheckReport report, boolean halfWeights) {
    List<String> findings = new ArrayList<>();
    findings.add(
        String.format(
            Locale.ROOT,
            "The graph was rewritten%s; its log-probabilities differ from those of the original by at most %.1e computed alike%s (limit %.0e), and by %.1e as it runs.",
            halfWeights ? " and its weights stored as float16" : "",
            report.difference(),
            halfWeights ? " with the same weights" : "",
            CheckReport.LIMIT,
            report.differenceAsRun()));
    if (report.ownDifference() > 0) {
      findings.add(
          String.format(
              Locale.ROOT,
              "A millionth more or less in its input changes the original by %.1e, so a difference above the limit says little: rounding grows from layer to layer, as in a network that was not trained.",
              report.ownDifference()));
    }
    findings.add(
        String.format(
            Locale.ROOT,
            "A recording in a batch differs from itself alone by at most %.1e (limit %.0e).",
            report.batchDifference(),
            CheckReport.BATCH_LIMIT));
    findings.add(
        String.format(
            Locale.ROOT,
            "On one thread of the processor that it was made on it runs at %.0f times real time; as it was, at %.0f.",
            report.speedAfter(),
            report.speedBefore()));
    return List.copyOf(findings);
  }

  /** A number with commas between thousands. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
