package dev.quartzite.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code remove DIR}: deletes a model directory. */
@Command(
    name = "remove",
    description = {
      "Deletes a model directory. A service that has loaded the model keeps it until it is told to",
      "reload."
    },
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "A model directory.")
  private Path directory = Path.of("");

  /** Deletes it, whether whole or damaged, but nothing that is no model directory. */
  @Override
  public Integer call() throws IOException {
    Path model = directory.toAbsolutePath().normalize();
    Path parent = model.resolveSibling("");
    if (Files.isSymbolicLink(model)
        || !Files.isRegularFile(model.resolve(ModelDirectory.MANIFEST))) {
      throw new ModelException(
          "%s is not a model directory: it has no %s, and nothing was deleted"
              .formatted(directory, ModelDirectory.MANIFEST));
    }
    // Out of sight in one step, so that nobody sees half of it.
    try (HiddenFolder hidden = new HiddenFolder(parent, model.getFileName().toString())) {
      Files.move(model, hidden.path().resolve("removed"), StandardCopyOption.ATOMIC_MOVE);
    }
    spec.commandLine().getOut().printf("%s is removed%n", directory);
    return 0;
  }
}
