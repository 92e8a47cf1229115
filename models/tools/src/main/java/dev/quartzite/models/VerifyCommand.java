package dev.quartzite.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.Transcriber;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.scoring.ErrorCounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify DIR}: checks a model as the service does before it is ready. */
@Command(
    name = "verify",
    description = {
      "Checks a model: the checksums of its files, that the engine loads it, and what it makes of",
      "its own recordings."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  /** Character errors that another processor's rounding may cause. */
  private static final double TOLERANCE = 0.1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "A model directory.")
  private Path path = Path.of("");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelDirectory directory = ModelDirectory.open(path);
    out.printf("checksums are right: %s%n", directory.manifest().checksums().keySet());
    try (LoadedModel model = LoadedModel.load(directory, RuntimeOptions.defaults())) {
      out.println("the engine loads it");
      List<ModelDirectory.SelfTest> tests = directory.selfTests();
      if (tests.isEmpty()) {
        out.println("it has no recordings to test itself on");
        return 0;
      }
      return passes(tests, model) ? 0 : 1;
    }
  }

  private boolean passes(List<ModelDirectory.SelfTest> tests, LoadedModel model) {
    PrintWriter out = spec.commandLine().getOut();
    Transcriber transcriber = model.transcriber();
    AudioReader reader =
        new AudioReader(model.manifest().frontEnd().sampleRate(), AudioLimits.defaults());
    ErrorCounts errors = ErrorCounts.ZERO;
    for (ModelDirectory.SelfTest test : tests) {
      String text =
          transcriber.transcribe(reader.read(test.recording(), ChannelSelection.MIX).get(0)).text();
      if (!text.equals(test.transcript())) {
        out.printf("%s: expected '%s', heard '%s'%n", test.recording(), test.transcript(), text);
      }
      errors = errors.plus(ErrorCounts.characters(test.transcript(), text));
    }
    boolean passed = errors.rate() <= TOLERANCE;
    out.printf(
        "%s: %.1f %% character errors in %d recordings, allowed are %.0f %%%n",
        passed ? "the self-test passed" : "the self-test FAILED",
        100 * errors.rate(),
        tests.size(),
        100 * TOLERANCE);
    return passed;
  }
}
