package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.models.evaluation.Evaluation.Result;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints word and character error rate, speed and reliability of a model on recordings with texts.
 */
@Command(
    name = "evaluate",
    description =
        "Measures a model on recordings with texts: word and character error rate, speed,"
            + " reliability of its confidence.")
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EvaluatedModel model = new EvaluatedModel();

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the N worst utterances of each list.")
  private int worst = 0;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LoadedModel loaded = SharedModel.load(model.open())) {
      for (Path list : model.lists()) {
        Evaluation evaluation =
            Evaluation.of(loaded.transcriber(), Corpus.read(list), SharedModel.CALLERS);
        print(out, list, evaluation);
        out.print(
            Reliability.of(loaded.manifest().decoding().confidence(), evaluation.words()).table());
        out.flush();
      }
    }
    return 0;
  }

  private void print(PrintWriter out, Path list, Evaluation evaluation) {
    ErrorCounts errors = evaluation.errors();
    out.printf(
        "%s: %d recordings, %.0f s%n",
        list.getFileName(), evaluation.results().size(), evaluation.audioSeconds());
    out.printf(
        "word error rate %.2f %% (%d substitutions, %d deletions, %d insertions of %d words)%n",
        100 * errors.rate(),
        errors.substitutions(),
        errors.deletions(),
        errors.insertions(),
        errors.reference());
    out.printf("character error rate %.2f %%%n", 100 * evaluation.characterErrors().rate());
    out.printf(
        "%.0f times real time, files to text%n",
        evaluation.audioSeconds() / evaluation.elapsedSeconds());
    evaluation.results().stream()
        .sorted(Comparator.comparingDouble((Result result) -> result.errors().rate()).reversed())
        .limit(worst)
        .forEach(
            result ->
                out.printf(
                    "%s (%.0f %%)%n  said  %s%n  heard %s%n",
                    result.utterance().id(),
                    100 * result.errors().rate(),
                    result.utterance().reference(),
                    result.hypothesis()));
  }
}
