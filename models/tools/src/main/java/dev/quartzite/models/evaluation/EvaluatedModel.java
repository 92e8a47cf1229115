package dev.quartzite.models.evaluation;

import dev.quartzite.ModelDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that runs a model on recordings with texts. */
final class EvaluatedModel {
  @Parameters(paramLabel = "DIRECTORY", description = "The model's directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--manifest",
      paramLabel = "FILE.tsv",
      required = true,
      description =
          "Lists of recordings and texts, tab-separated: name, seconds (may be left out), text.")
  private List<Path> lists = new ArrayList<>();

  ModelDirectory open() {
    return ModelDirectory.open(directory);
  }

  List<Path> lists() {
    return lists;
  }
}
