package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.decoding.WordConfidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Fits the confidence of a model's words on every second recording, prints how reliable it is on
 * the others, and writes it into the manifest.
 */
@Command(
    name = "calibrate",
    description =
        "Fits a model's word confidence on one half of recordings with texts, tests it on the"
            + " other, and writes it into the manifest.")
public final class CalibrateCommand implements Callable<Integer> {
  private static final int FEWEST_WORDS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EvaluatedModel model = new EvaluatedModel();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelDirectory opened = model.open();
    List<HeardWord> seen = new ArrayList<>();
    List<HeardWord> unseen = new ArrayList<>();
    try (LoadedModel loaded = SharedModel.load(opened)) {
      for (Path list : model.lists()) {
        Corpus corpus = Corpus.read(list);
        seen.addAll(
            Evaluation.of(loaded.transcriber(), corpus.half(0), SharedModel.CALLERS).words());
        unseen.addAll(
            Evaluation.of(loaded.transcriber(), corpus.half(1), SharedModel.CALLERS).words());
      }
    }
    WordConfidence confidence = fit(seen);
    out.printf("before, on %d words of the second half:%n", unseen.size());
    out.print(Reliability.of(opened.manifest().decoding().confidence(), unseen).table());
    out.printf("fitted on %d words of the first half, on the second:%n", seen.size());
    out.print(Reliability.of(confidence, unseen).table());
    out.flush();
    ModelDirectory.writeManifest(opened.path(), opened.manifest().with(confidence));
    return 0;
  }

  private static WordConfidence fit(List<HeardWord> words) {
    long right = words.stream().filter(HeardWord::right).count();
    if (words.size() < FEWEST_WORDS || right == 0 || right == words.size()) {
      throw new ModelException(
          "a calibration needs at least %d words, right ones and wrong ones; here are %d, %d of them right"
              .formatted(FEWEST_WORDS, words.size(), right));
    }
    double[][] inputs =
        words.stream().map(word -> WordConfidence.features(word.tokens())).toArray(double[][]::new);
    boolean[] answers = new boolean[words.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = words.get(i).right();
    }
    return WordConfidence.of(LogisticRegression.fit(inputs, answers));
  }
}
