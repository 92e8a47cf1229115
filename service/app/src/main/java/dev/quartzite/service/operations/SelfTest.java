package dev.quartzite.service.operations;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.service.models.ModelCatalog;
import dev.quartzite.service.models.ModelUse;
import dev.quartzite.service.settings.QuartziteSettings;
import dev.quartzite.service.transcription.Transcription;
import dev.quartzite.service.uploads.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Transcribes the default model's own recordings once, before the service says that it is ready:
 * weights, front end, runtime and processor are shown to work together. A few letters may differ
 * from what its directory expects, since another processor rounds differently.
 *
 * <p>Safe for any number of threads.
 */
@Component
final class SelfTest implements ApplicationRunner {
  /** Character errors that rounding may cause. */
  static final double TOLERANCE = 0.10;

  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);

  private final ModelCatalog catalog;
  private final Transcription transcription;
  private final TemporaryFolder folder;
  private final int requests;
  private volatile Outcome outcome = new Outcome(false, "the self-test has not been run yet");

  SelfTest(
      ModelCatalog catalog,
      Transcription transcription,
      TemporaryFolder folder,
      QuartziteSettings settings) {
    this.catalog = catalog;
    this.transcription = transcription;
    this.folder = folder;
    this.requests = settings.limits().requests();
  }

  /**
   * How it went.
   *
   * @param message for people
   */
  record Outcome(boolean passed, String message) {}

  Outcome outcome() {
    return outcome;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    try (ModelUse use = catalog.useDefault()) {
      outcome = test(use.model());
    } catch (RuntimeException e) {
      LOG.error("the self-test failed", e);
      outcome = new Outcome(false, "the self-test failed: " + e.getMessage());
      return;
    }
    if (outcome.passed()) {
      LOG.info("{}", outcome.message());
    } else {
      LOG.error("{}", outcome.message());
    }
  }

  private Outcome test(LoadedModel model) {
    List<ModelDirectory.SelfTest> tests = model.directory().selfTests();
    if (tests.isEmpty()) {
      return new Outcome(true, "the default model has no recordings to test itself on");
    }
    // At once, as everything here runs for the first time and nobody can be served before; but not
    // more at once than would be taken on, since the network refuses what exceeds that.
    Stream<ModelDirectory.SelfTest> stream =
        requests < tests.size() ? tests.stream() : tests.parallelStream();
    ErrorCounts errors =
        stream.map(test -> errors(test, model)).reduce(ErrorCounts.ZERO, ErrorCounts::plus);
    return new Outcome(
        errors.rate() <= TOLERANCE,
        "the self-test transcribed %d recordings with %.1f %% character errors, at most %.0f %% is well"
            .formatted(tests.size(), 100 * errors.rate(), 100 * TOLERANCE));
  }

  private ErrorCounts errors(ModelDirectory.SelfTest test, LoadedModel model) {
    try {
      return ErrorCounts.characters(test.transcript(), transcribe(test.recording(), model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From a file of its own, since the model may lie in an archive. */
  private String transcribe(Path recording, LoadedModel model) throws IOException {
    Path copy = folder.createFile();
    try {
      Files.copy(recording, copy, StandardCopyOption.REPLACE_EXISTING);
      return transcription.transcribe(copy, model).text();
    } finally {
      Files.delete(copy);
    }
  }
}
