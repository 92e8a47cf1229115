package dev.quartzite.models;

import dev.quartzite.models.catalog.Catalog;
import dev.quartzite.models.catalog.Download;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pull ID --into DIR}: fetches a model of the catalogue, or of any address, and adds it. */
@Command(
    name = "pull",
    description = {
      "Fetches a model and makes a model directory of it, as `add` does with a file.",
      "A download that was interrupted goes on where it stopped when the command is given again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PullCommand implements Callable<Integer> {
  private static final String DOWNLOADS = ".downloads";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description =
          "The model's id in the catalogue. Without ID and --url the catalogue is printed.")
  private @Nullable String id;

  @Option(names = "--into", paramLabel = "DIR", description = "The directory of model directories.")
  private @Nullable Path into;

  @Option(names = "--name", description = "What the model will be called; its id by default.")
  private @Nullable String name;

  @Option(names = "--url", description = "Fetch this NeMo archive or ONNX file instead.")
  private @Nullable URI url;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "What the file's SHA-256 has to be; that of the catalogue by default.")
  private @Nullable String sha256;

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "Another catalogue than the one that came with this program.")
  private @Nullable Path catalog;

  @Mixin private ImportOptions options = new ImportOptions();

  @Override
  public Integer call() throws IOException {
    if (id == null && url == null) {
      print(catalog());
      return 0;
    }
    if (into == null || (id != null && url != null) || (url != null && name == null)) {
      throw new ParameterException(
          spec.commandLine(), "Expected are ID --into DIR, or --url URL --name NAME --into DIR");
    }
    if (url != null) {
      pull(url, String.valueOf(name), into, About.NOTHING, Optional.empty());
    } else {
      Catalog.Entry entry = catalog().require(String.valueOf(id));
      About about = new About(entry.languages(), entry.licence(), entry.owner());
      pull(entry.address(), name == null ? entry.id() : name, into, about, entry.sha256());
    }
    return 0;
  }

  private Catalog catalog() throws IOException {
    if (catalog == null) {
      return Catalog.ofProject();
    }
    try (InputStream in = Files.newInputStream(catalog)) {
      return Catalog.read(in, catalog.toString());
    }
  }

  private void print(Catalog known) {
    for (Catalog.Entry entry : known.entries()) {
      spec.commandLine()
          .getOut()
          .printf(
              "%-36s %-4s %6s  %-18s %s%n",
              entry.id(),
              String.join(",", entry.languages()),
              entry.megabytes().map(size -> size + " MB").orElse(""),
              entry.licence(),
              entry.owner());
    }
  }

  @SuppressWarnings("try") // the folders are held, not used
  private void pull(URI address, String model, Path folder, About about, Optional<String> known)
      throws IOException {
    NewModelDirectory.requireFree(folder, model);
    Path downloads = folder.resolve(DOWNLOADS);
    try (MadeFolders made = new MadeFolders(downloads)) {
      Path file = downloads.resolve(model);
      Optional<String> expected = Optional.ofNullable(sha256).or(() -> known);
      new Download(spec.commandLine().getOut()::println).fetch(address, file, expected);
      try (NewModelDirectory directory = new NewModelDirectory(folder, model)) {
        new ModelImport(spec.commandLine().getOut(), options)
            .add(file, directory, about, address.toString());
      } finally {
        Files.delete(file);
      }
    }
  }
}
