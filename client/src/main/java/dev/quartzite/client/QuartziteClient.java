package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code quartzite-client transcribe FILE…}. */
@Command(
    name = "quartzite-client",
    description = "Transcribes recordings with a Quartzite service.",
    mixinStandardHelpOptions = true,
    versionProvider = QuartziteClient.Version.class,
    usageHelpWidth = 96,
    subcommands = {
      TranscribeCommand.class,
      EvaluateCommand.class,
      WatchCommand.class,
      BenchCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footerHeading = "%nDefaults:%n",
    footer = {
      "  Each option with a value takes its default from the environment, such as",
      "  QUARTZITE_SERVER for --server, else from a line such as server = http://speech:8080",
      "  in the file that QUARTZITE_CONFIG names, or ~/.config/quartzite/client.properties.",
      "",
      "Completion:",
      "  source <(quartzite-client generate-completion)    (bash; zsh after bashcompinit)"
    })
public final class QuartziteClient implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs one command and exits with its status: 0 all done, 1 some failed, 2 wrong usage. */
  public static void main(String... arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  /**
   * The commands.
   *
   * @param environment where defaults come from
   */
  static CommandLine commandLine(Map<String, String> environment) {
    // Transcripts are UTF-8 whatever the locale of the terminal says.
    return new CommandLine(new QuartziteClient())
        .setDefaultValueProvider(new ConfiguredDefaults(environment))
        .setParameterExceptionHandler(QuartziteClient::explain)
        .setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8))
        .setErr(new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8));
  }

  /** What is wrong, and where to read on: all options would push the reason off the screen. */
  private static int explain(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = QuartziteClient.class.getPackage().getImplementationVersion();
      return new String[] {"quartzite-client " + (version == null ? "(unpacked)" : version)};
    }
  }
}
