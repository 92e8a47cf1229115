package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.SharedData;
import dev.quartzite.models.QuartziteModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests NVIDIA's QuartzNet15x5 as the {@code add} command makes it: added and loaded once for
 * all of them, and removed after the last.
 */
final class AddedQuartzNet15x5 implements BeforeAllCallback, ParameterResolver {
  private static final String WEIGHTS = "models/QuartzNet15x5-en.onnx";

  private record Added(Path folder, LoadedModel model) implements AutoCloseable {
    static Added create() {
      Path weights = SharedData.require(WEIGHTS);
      try {
        Path folder = Files.createTempDirectory("quartznet15x5");
        String name = "quartznet15x5-en";
        List<String> arguments =
            List.of("add", weights.toString(), "--name", name, "--into", folder.toString());
        int status =
            QuartziteModels.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return new Added(folder, SharedModel.load(ModelDirectory.open(folder.resolve(name))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      model.close();
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Skips the whole class where there are no weights: a parameter cannot skip a test. */
  @Override
  public void beforeAll(ExtensionContext context) {
    SharedData.require(WEIGHTS);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LoadedModel.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(AddedQuartzNet15x5.class))
        .computeIfAbsent(Added.class, key -> Added.create(), Added.class)
        .model();
  }
}
