package dev.quartzite.client;

import dev.quartzite.client.batch.Arrivals;
import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.Recording;
import dev.quartzite.client.batch.Result;
import dev.quartzite.client.report.JsonLines;
import dev.quartzite.client.report.ResultLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Transcribes what arrives in a folder. */
@Command(
    name = "watch",
    description = {
      "Transcribes what is and what arrives in a folder, until Ctrl-C.",
      "What an earlier run has done into the same --output is not done again."
    },
    mixinStandardHelpOptions = true,
    customSynopsis = "quartzite-client watch DIR... --output DIR [options]",
    sortOptions = false,
    usageHelpWidth = 96,
    footerHeading = "%nExample:%n",
    footer = "  quartzite-client watch inbox --recursive --output texts --format txt,json")
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "5s",
      description =
          "A recording's turn comes when it was not written to for so long "
              + "(default: ${DEFAULT-VALUE}).")
  private Duration settle = Duration.ofSeconds(5);

  @Override
  public Integer call() throws InterruptedException {
    Path folder =
        output
            .folder()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "watch needs a folder for its results: --output"));
    // Wrong usage shows now, not after the first look.
    List<Result.Failed> unreadable = input.find(output.folder()).unreadable();
    if (!unreadable.isEmpty()) {
      Result.Failed first = unreadable.get(0);
      throw new ParameterException(
          spec.commandLine(), first.recording().path() + ": " + first.reason());
    }
    PrintWriter err = spec.commandLine().getErr();
    BatchSession session = new BatchSession(err, server, recognition.fields(), output);
    List<BatchListener> listeners = new ArrayList<>();
    listeners.add(new ResultLines(err, output.quiet()));
    if (output.json()) {
      listeners.add(new JsonLines(spec.commandLine().getOut()));
    }
    err.println("Watching; results go to " + folder + ". Ctrl-C ends.");
    return session.watch(
        stop -> new Arrivals(this::recordings, settle, stop), BatchListener.all(listeners));
  }

  private Iterable<Recording> recordings() {
    return input.find(output.folder()).recordings();
  }
}
