package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ProjectModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate}, of the embedded model on its own recordings. */
class EvaluateCommandTest extends CommandTest {
  private Path list;

  @BeforeEach
  void write() throws IOException {
    Path samples = ProjectModels.embedded().resolve("samples");
    Path recordings = Files.createDirectory(folder.resolve("list"));
    for (String name : new String[] {"welcome", "garden"}) {
      Files.copy(samples.resolve(name + ".wav"), recordings.resolve(name + ".wav"));
    }
    list =
        Files.writeString(
            folder.resolve("list.tsv"),
            "welcome\tquite another text\ngarden\tQuite another <text>\n");
  }

  @Test
  void theTextHasRatesConfusionsAndTheWorst() {
    assertThat(run("evaluate", ProjectModels.embedded(), "--manifest", list)).isZero();
    assertThat(out.toString())
        .contains(
            "list.tsv: ", "times real time, files to text", "2 utterances, normalisation none")
        .contains("words ", "characters ", "confused  ", "garden: ", "expected calibration error");
  }

  @Test
  void jsonHasEveryFigureAndUtterance() {
    run("evaluate", ProjectModels.embedded(), "--manifest", list, "--json");
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    JsonNode found = json.path("lists").get(0);
    assertThat(found.path("list").asString()).isEqualTo("list.tsv");
    assertThat(found.path("realTimeFactor").asDouble()).isPositive();
    assertThat(found.path("scores").path("words").path("reference").asInt()).isEqualTo(6);
    assertThat(found.path("scores").path("characters").path("substitutions").asInt()).isPositive();
    assertThat(found.path("scores").path("confusions").get(0).path("count").asInt()).isPositive();
    assertThat(found.path("utterances").get(1).path("id").asString()).isEqualTo("garden");
    assertThat(found.path("utterances").get(1).path("hypothesis").asString()).isNotEmpty();
  }

  @Test
  void thePageEscapesTextsAndNeedsNothingElse() {
    Path page = folder.resolve("report.html");
    run("evaluate", ProjectModels.embedded(), "--manifest", list, "--html", page);
    assertThat(page)
        .content()
        .contains("<title>Evaluation of ", "<h2>list.tsv</h2>", "× real time", "&lt;text&gt;")
        .doesNotContain("<text>", "src=", "href=");
  }

  @Test
  void theNormalisationIsChosen() {
    run(
        "evaluate",
        ProjectModels.embedded(),
        "--manifest",
        list,
        "--normalization=letters-and-apostrophes");
    assertThat(out.toString()).contains("normalisation letters-and-apostrophes");
    assertRefused(
        "a normalisation is one of",
        "evaluate",
        ProjectModels.embedded(),
        "--manifest",
        list,
        "--normalization=some");
  }
}
