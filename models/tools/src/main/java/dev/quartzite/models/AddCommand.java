package dev.quartzite.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code add FILE --name NAME --into DIR}: makes a model directory of a NeMo archive or ONNX. */
@Command(
    name = "add",
    description = {
      "Makes a model directory of a QuartzNet or Jasper in a NeMo archive or an ONNX file.",
      "The network is rewritten, so that it runs fast and a recording's text never depends on what"
          + " it is batched with, and compared with the original before anything is written."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The network, *.nemo or *.onnx.")
  private Path file = Path.of("");

  @Option(names = "--name", required = true, description = "What the model will be called.")
  private String name = "";

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "The directory of model directories.")
  private Path into = Path.of("");

  @Mixin private ImportOptions options = new ImportOptions();

  @Override
  public Integer call() throws IOException {
    try (NewModelDirectory directory = new NewModelDirectory(into, name)) {
      new ModelImport(spec.commandLine().getOut(), options).add(file, directory, About.NOTHING, "");
    }
    return 0;
  }
}
