package dev.quartzite.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.acoustic.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list DIR}: prints the models of a directory, one a line. */
@Command(
    name = "list",
    description = "Prints the models of a directory of model directories, one a line.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory of model directories.")
  private Path directory = Path.of("");

  /** Gives 1 if a model is damaged; the others are printed all the same. */
  @Override
  public Integer call() throws IOException {
    int status = 0;
    for (Path model : models()) {
      try {
        print(ModelDirectory.open(model).manifest());
      } catch (ModelException e) {
        spec.commandLine().getErr().println("quartzite-models: " + e.getMessage());
        status = 1;
      }
    }
    return status;
  }

  private List<Path> models() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> Files.exists(entry.resolve(ModelDirectory.MANIFEST)))
          .sorted()
          .toList();
    }
  }

  private void print(ModelManifest manifest) {
    ModelManifest.Provenance provenance = manifest.provenance();
    spec.commandLine()
        .getOut()
        .printf(
            "%-24s %-16s %12s parameters  %-8s %s%n",
            manifest.name(),
            provenance.architecture(),
            ModelCard.grouped(provenance.parameters()),
            String.join(",", provenance.languages()),
            provenance.licence());
  }
}
