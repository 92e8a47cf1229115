package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.Transcriber;
import dev.quartzite.decoding.CtcDecoder;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.decoding.WordConfidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Fits the confidence of a model's words on one half of recordings with texts, prints how reliable
 * it is on the other, and writes it into the manifest: by sound alone, with the greedy decoder, and
 * with the default language model where the model has one.
 */
@Command(
    name = "calibrate",
    description = {
      "Fits a model's word confidence and writes it into the manifest.",
      "It is fitted on the first, third, fifth, … recording of each list and tested on the others:"
          + " the tables and expected calibration errors are of recordings that it has not seen."
    },
    mixinStandardHelpOptions = true)
public final class CalibrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EvaluatedModel model = new EvaluatedModel();

  @Override
  public Integer call() throws IOException {
    ModelDirectory opened = model.open();
    spec.commandLine()
        .getOut()
        .println("fitted on the 1st, 3rd, 5th, ... recording of each list, tested on the others");
    WordConfidence fitted = opened.manifest().decoding().confidence();
    try (LoadedModel loaded = SharedModel.load(opened)) {
      CtcDecoder greedy = new GreedyCtcDecoder(opened.manifest().alphabet());
      Calibration bySound = calibration(loaded.transcriber().with(greedy));
      fitted = new WordConfidence(bySound.fit(), fitted.withLanguageModel());
      print("by sound alone", bySound, fitted);
      if (!loaded.languageModels().isEmpty()) {
        Calibration withLanguageModel = calibration(loaded.transcriber());
        fitted = new WordConfidence(fitted.bySound(), withLanguageModel.fit());
        print("with " + loaded.languageModels().get(0).id(), withLanguageModel, fitted);
      }
    }
    ModelDirectory.writeManifest(opened.path(), opened.manifest().with(fitted));
    return 0;
  }

  private Calibration calibration(Transcriber transcriber) throws IOException {
    Map<String, List<HeardWord>> seen = new LinkedHashMap<>();
    Map<String, List<HeardWord>> unseen = new LinkedHashMap<>();
    for (Path list : model.lists()) {
      Corpus corpus = Corpus.read(list);
      String name = list.getFileName().toString();
      seen.put(name, Evaluation.of(transcriber, corpus.half(0), SharedModel.CALLERS).words());
      unseen.put(name, Evaluation.of(transcriber, corpus.half(1), SharedModel.CALLERS).words());
    }
    return new Calibration(seen, unseen);
  }

  private void print(String decoding, Calibration calibration, WordConfidence fitted) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%n%s, fitted on %d words:%n%n", decoding, calibration.seenWords().size());
    calibration
        .unseen()
        .forEach(
            (list, words) -> out.printf("%s%n%s%n", list, Reliability.of(fitted, words).table()));
    if (calibration.unseen().size() > 1) {
      out.printf("all%n%s%n", Reliability.of(fitted, calibration.unseenWords()).table());
    }
    out.flush();
  }
}
