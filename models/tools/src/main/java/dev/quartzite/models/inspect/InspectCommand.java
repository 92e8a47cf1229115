package dev.quartzite.models.inspect;

import dev.quartzite.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code inspect DIR}: shows what a model is made of and what each layer costs. */
@Command(
    name = "inspect",
    description =
        "Shows a model layer by layer: shapes, parameters, multiply-adds, receptive field, time.",
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "A model directory.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a web page with pictures as well.")
  private @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Inspection model = Inspection.of(ModelDirectory.open(directory));
    if (json) {
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(model));
    } else {
      InspectionText.print(out, model);
      out.flush();
    }
    if (html != null) {
      Files.writeString(html, InspectionPage.of(model));
    }
    return 0;
  }
}
