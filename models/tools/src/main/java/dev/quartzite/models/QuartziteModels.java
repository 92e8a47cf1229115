package dev.quartzite.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.acoustic.ModelException;
import dev.quartzite.lm.LanguageModelException;
import dev.quartzite.models.catalog.DownloadException;
import dev.quartzite.models.evaluation.CalibrateCommand;
import dev.quartzite.models.evaluation.EvaluateCommand;
import dev.quartzite.models.inspect.InspectCommand;
import dev.quartzite.models.lm.LmCommand;
import dev.quartzite.models.nemo.NemoException;
import dev.quartzite.models.onnx.GraphException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code quartzite-models add FILE.nemo --name NAME --into DIR}. */
@Command(
    name = "quartzite-models",
    description = "Makes, checks and shows the model directories of Quartzite.",
    mixinStandardHelpOptions = true,
    versionProvider = QuartziteModels.Version.class,
    subcommands = {
      AddCommand.class,
      PullCommand.class,
      ListCommand.class,
      ShowCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      RemoveCommand.class,
      EvaluateCommand.class,
      CalibrateCommand.class,
      LmCommand.class
    })
public final class QuartziteModels implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String... arguments) {
    int status;
    try {
      status = commandLine().execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "quartzite-models: the memory does not suffice (%s); a network takes about two and a half"
                  .formatted(e.getMessage())
              + " times its file: give more, as 3 GB for one of 1.3 GB with java -Xmx3g -jar …");
      status = 1;
    }
    System.exit(status);
  }

  /** The command line, for programs that have one already. */
  public static CommandLine commandLine() {
    // Alphabets are UTF-8 whatever the locale of the terminal says.
    return new CommandLine(new QuartziteModels())
        .setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8))
        .setErr(new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8))
        .setExecutionExceptionHandler(QuartziteModels::report);
  }

  /** Says what went wrong in a sentence; only a mistake of the program's own has a stack trace. */
  private static int report(Exception e, CommandLine command, ParseResult arguments) {
    if (HiddenFolder.endedBySignal()) {
      return command.getCommandSpec().exitCodeOnExecutionException(); // No fault, and no news.
    }
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    if (e instanceof AccessDeniedException) {
      message = "%s: permission is denied; expected is a place that you may use".formatted(message);
    } else if (e instanceof NoSuchFileException) {
      message = message + ": there is no such file";
    } else if (e instanceof FileAlreadyExistsException exists) {
      message =
          "%s exists: %s"
              .formatted(
                  exists.getFile(),
                  Objects.requireNonNullElse(exists.getReason(), "it is no directory"));
    } else if (e instanceof IOException) {
      message = e.toString();
    } else if (!(e instanceof GraphException
        || e instanceof NemoException
        || e instanceof DownloadException
        || e instanceof ModelException
        || e instanceof LanguageModelException
        || e instanceof IllegalArgumentException)) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().println("quartzite-models: " + message);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = QuartziteModels.class.getPackage().getImplementationVersion();
      return new String[] {"quartzite-models " + (version == null ? "(unpacked)" : version)};
    }
  }
}
