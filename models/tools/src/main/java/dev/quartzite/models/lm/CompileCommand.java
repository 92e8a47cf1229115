package dev.quartzite.models.lm;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.lm.NgramCompiler;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lm compile FILE}: ARPA to the form that is mapped into memory. */
@Command(
    name = "compile",
    description = {
      "Compiles a language model in the ARPA format, plain or gzip, to the form that the service"
          + " maps into memory.",
      "Takes 20 bytes of memory an n-gram, 12 more for those of one order at a time, and the"
          + " vocabulary."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The language model, *.arpa or *.arpa.gz.")
  private Path arpa = Path.of("");

  @Option(
      names = "--id",
      description = "What requests call it; default: the file's name without .arpa or .arpa.gz.")
  private @Nullable String id;

  @ArgGroup private Destination destination = new Destination();

  /** Where the compiled model goes. */
  static final class Destination {
    @Option(
        names = "--attach",
        paramLabel = "DIR",
        description = "Into a model directory, as the model's default language model.")
    private @Nullable Path directory;

    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "Into a file; default: ID.lm beside the ARPA file.")
    private @Nullable Path file;
  }

  @Override
  public Integer call() throws IOException {
    String name = id == null ? nameOf(arpa) : id;
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || name.equals("none")) {
      throw new ParameterException(
          spec.commandLine(),
          "an id has letters, digits, dots, dashes and underscores and is not 'none', which stands"
              + " for no language model; '%s' cannot be one: state --id".formatted(name));
    }
    if (destination.directory == null) {
      @Nullable Path file = destination.file;
      compile(file == null ? arpa.resolveSibling(name + ".lm") : file);
    } else {
      attach(ModelDirectory.open(destination.directory), name);
    }
    return 0;
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("(\\.arpa)?(\\.gz)?$", "");
  }

  private void compile(Path target) throws IOException {
    NgramCompiler.compile(arpa, target);
    NgramLanguageModel model = NgramLanguageModel.open(target);
    model.verify();
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d-grams, %d words, %.1f MB%n",
            target, model.order(), model.count(1), Files.size(target) / 1e6);
  }

  private void attach(ModelDirectory directory, String name) throws IOException {
    AttachedLanguageModel attached = new AttachedLanguageModel(name, name + ".lm");
    Path target = directory.path().resolve(attached.file());
    compile(target);
    ModelManifest manifest = directory.manifest().with(attached, ModelDirectory.sha256(target));
    ModelDirectory.writeManifest(directory.path(), manifest);
  }
}
