package dev.quartzite.models.lm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lm …}: makes language models and measures them. */
@Command(
    name = "lm",
    description = "Makes language models and measures them.",
    mixinStandardHelpOptions = true,
    subcommands = {BuildCommand.class, CompileCommand.class, PerplexityCommand.class})
public final class LmCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
