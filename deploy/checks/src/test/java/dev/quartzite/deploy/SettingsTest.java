package dev.quartzite.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing is set anywhere that the service does not read. */
class SettingsTest {
  private static final Path JAR = Path.of("../../service/app/target/quartzite.jar");
  private static final Pattern VARIABLE =
      Pattern.compile("\\b(?:QUARTZITE_[A-Z_]+(?==|: )|(?:SERVER|SPRING|MANAGEMENT)_[A-Z_]+)");

  private static KnownSettings known;

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(JAR), "skipped: the service's jar is not there, build service/app");
    known = new KnownSettings(JAR);
    assertThat(known.size()).isGreaterThan(100);
    assertThat(known.has("quartzite.nothing")).isFalse();
    assertThat(known.hasVariable("QUARTZITE_NOTHING")).isFalse();
  }

  @Test
  void theChartSetsWhatTheServiceReads() {
    for (List<JsonNode> objects : List.of(Chart.render(Map.of()), Chart.render(Chart.EVERYTHING))) {
      List<String> keys = new ArrayList<>();
      for (JsonNode object : objects) {
        Stream.of("/data/application.yaml", "/stringData/application.yaml")
            .map(path -> object.at(path).asString(""))
            .filter(settings -> !settings.isEmpty())
            .forEach(settings -> flatten("", Chart.YAML.readTree(settings), keys));
      }
      assertThat(keys).contains("quartzite.models.directory").allMatch(known::has);
    }
  }

  /** The names of all settings of a tree; a list is one setting. */
  private static void flatten(String prefix, JsonNode node, List<String> keys) {
    if (node.isObject()) {
      node.forEachEntry((name, value) -> flatten(prefix + "." + name, value, keys));
    } else {
      keys.add(prefix.substring(1));
    }
  }

  @Test
  void imagesAndComposeSetWhatTheServiceReads() throws IOException {
    List<String> variables = new ArrayList<>();
    for (String file :
        List.of("../../Dockerfile", "../compose/compose.yaml", "../compose/gpu.yaml")) {
      VARIABLE
          .matcher(Files.readString(Path.of(file)))
          .results()
          .map(MatchResult::group)
          .forEach(variables::add);
    }
    assertThat(variables).contains("QUARTZITE_DEVICE", "SERVER_PORT").allMatch(known::hasVariable);
    List<String> keys = new ArrayList<>();
    flatten("", Chart.YAML.readTree(Path.of("../docker/application.yaml")), keys);
    assertThat(keys).contains("quartzite.models.directory").allMatch(known::has);
  }

  @Test
  void theAutoscalerCountsWhatTheServiceMeasures() throws IOException {
    String metric =
        Chart.only(Chart.render(Chart.EVERYTHING), "HorizontalPodAutoscaler")
            .at("/spec/metrics/0/pods/metric/name")
            .asString();
    assertThat(namesInClasses(metric.replace('_', '.'))).as("a meter named %s", metric).isTrue();
    assertThat(namesInClasses("quartzite.nothing")).isFalse();
  }

  /** Whether one of the service's own classes has this string in it. */
  private static boolean namesInClasses(String text) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith("BOOT-INF/classes/dev/quartzite/")
            && new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
