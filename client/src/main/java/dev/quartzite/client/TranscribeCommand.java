package dev.quartzite.client;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.OutputFolder;
import dev.quartzite.client.batch.RecordingFinder.Found;
import dev.quartzite.client.report.JsonLines;
import dev.quartzite.client.report.ProgressDisplay.Mode;
import dev.quartzite.client.report.TranscriptPrinter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Transcribes recordings, to standard output or into a folder. */
@Command(
    name = "transcribe",
    description = "Transcribes recordings and folders of recordings.",
    mixinStandardHelpOptions = true,
    customSynopsis = "quartzite-client transcribe PATH... [--output DIR] [options]",
    sortOptions = false,
    usageHelpWidth = 96,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all done", "1:some failed, or the run was stopped", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  quartzite-client transcribe talk.mp3",
      "  quartzite-client transcribe --recursive archive --output texts --format txt,srt",
      "  quartzite-client transcribe --recursive archive --output texts --format txt,srt --resume",
      "  find . -name '*.flac' | quartzite-client transcribe - --json"
    })
final class TranscribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Option(names = "--resume", description = "Go on with an earlier run: do what is missing.")
  private boolean resume;

  @Option(names = "--dry-run", description = "Print what would be transcribed, and do nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    Found found = input.find(output.folder());
    BatchSession session =
        new BatchSession(spec.commandLine().getErr(), server, recognition.fields(), output);
    if (dryRun) {
      return session.preview(found, spec.commandLine().getOut());
    }
    return session.run(found, results(spec.commandLine().getOut()), mode());
  }

  private BatchListener results(PrintWriter out) {
    if (output.json()) {
      return new JsonLines(out);
    }
    return output.folder().isPresent()
        ? new BatchListener() {}
        : new TranscriptPrinter(out, output.formats().iterator().next());
  }

  private void checkOptions() {
    Optional<Path> folder = output.folder();
    if (folder.isEmpty() && resume) {
      throw usage("--resume needs the --output of the run that it is to go on with");
    }
    if (folder.isEmpty() && output.formats().size() > 1) {
      throw usage("several formats need a folder to go to: --output");
    }
    if (!resume && folder.filter(OutputFolder::hasResults).isPresent()) {
      throw usage(
          "%s has results of an earlier run; go on with it by --resume, or choose another folder"
              .formatted(folder.orElseThrow()));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Mode mode() {
    return output.folder().isPresent() || output.quiet() ? output.progress() : Mode.MESSAGES;
  }
}
