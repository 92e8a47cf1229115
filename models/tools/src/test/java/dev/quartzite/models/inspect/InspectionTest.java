package dev.quartzite.models.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ProjectModels;
import dev.quartzite.models.QuartziteModels;
import dev.quartzite.models.inspect.Inspection.Layer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of the embedded model, a QuartzNet 5x5 whose numbers are known. */
class InspectionTest {
  private static Inspection model;

  @TempDir Path folder;

  @BeforeAll
  static void inspect() throws IOException {
    model = Inspection.of(ModelDirectory.open(ProjectModels.embedded()));
  }

  @Test
  void theWholeHasTheNumbersOfThePaper() {
    assertThat(model.parameters()).isEqualTo(6_713_181);
    assertThat(model.multiplyAdds() / 1e6).isCloseTo(334, within(1.0));
    assertThat(model.receptiveFieldSeconds()).isCloseTo(14.68, within(0.005));
    assertThat(model.emissionSeconds()).isEqualTo(0.02);
  }

  @Test
  void everyLayerIsThere() {
    List<Layer> layers = model.layers();
    assertThat(layers).filteredOn(layer -> layer.kind().equals("depthwise")).hasSize(27);
    assertThat(layers).filteredOn(layer -> layer.kind().equals("pointwise")).hasSize(34);
    assertThat(layers).hasSize(61);
    assertThat(layers.get(0).inputs()).isEqualTo(64);
    assertThat(layers.get(0).kernel()).isEqualTo(33);
    assertThat(layers.get(0).stride()).isEqualTo(2);
    assertThat(layers.get(0).receptiveFieldSeconds()).isCloseTo(0.16, within(1e-9));
    assertThat(layers.get(60).outputs()).isEqualTo(29);
    assertThat(layers.get(60).framesPerSecond()).isCloseTo(50, within(1e-9));
    assertThat(layers).filteredOn(layer -> layer.dilation() == 2).hasSize(1);
  }

  @Test
  void theTimeIsThatOfTheLayers() {
    assertThat(model.layers())
        .filteredOn(layer -> layer.seconds() > 0)
        .hasSizeGreaterThan(model.layers().size() * 9 / 10);
    double layers = model.layers().stream().mapToDouble(Layer::seconds).sum();
    assertThat(layers + model.restSeconds()).isCloseTo(model.seconds(), within(1e-9));
    assertThat(model.restSeconds()).isLessThan(layers);
  }

  @Test
  void theCommandPrintsATable() {
    assertThat(run()).contains("QuartzNet 5x5", "6,713,181 parameters", "14.7 seconds seen");
    assertThat(run().lines()).anyMatch(line -> line.contains("depthwise"));
  }

  @Test
  void theCommandPrintsJson() {
    JsonNode json = JsonMapper.shared().readTree(run("--json"));
    assertThat(json.path("layers").size()).isEqualTo(61);
    assertThat(json.path("layers").get(0).path("kernel").asInt()).isEqualTo(33);
    assertThat(json.path("parameters").asLong()).isEqualTo(6_713_181);
  }

  @Test
  void theCommandWritesAPageThatNeedsNothingElse() {
    Path page = folder.resolve("model.html");
    run("--html", page.toString());
    assertThat(page)
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("<svg", "Receptive field to either side", "<td>depthwise</td>")
        .doesNotContain("src=", "href=", "http", "<script")
        .endsWith("</html>\n");
  }

  private static String run(String... options) {
    StringWriter out = new StringWriter();
    String[] arguments = new String[options.length + 2];
    arguments[0] = "inspect";
    arguments[1] = ProjectModels.embedded().toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    int status =
        QuartziteModels.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    assertThat(status).isZero();
    return out.toString();
  }
}
