package dev.quartzite.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The Helm chart, rendered by Helm's own code, which helm-java brings as a library. */
final class Chart {
  static final Path EVERYTHING = Path.of("src/test/resources/everything.yaml");
  static final YAMLMapper YAML = new YAMLMapper();

  private static final Path CHART = Path.of("../helm/quartzite");

  private Chart() {}

  static LintResult lint() {
    return new Helm(CHART).lint().strict().call();
  }

  /** The objects that the default values make, with some of these set. */
  static List<JsonNode> render(Map<String, Object> values) {
    TemplateCommand template = command();
    values.forEach(template::set);
    return parse(template.call());
  }

  /** The objects that a file of values makes. */
  static List<JsonNode> render(Path values) {
    return parse(command().withValuesFile(values).call());
  }

  private static TemplateCommand command() {
    return new Helm(CHART)
        .template()
        .withName("speech")
        .withNamespace("default")
        .withKubeVersion("1.30.0");
  }

  private static List<JsonNode> parse(String yaml) {
    List<JsonNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      documents.forEachRemaining(
          document -> {
            if (document.isObject()) {
              objects.add(document);
            }
          });
    }
    return objects;
  }

  /** The one object of a kind. */
  static JsonNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.path("kind").asString().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError("one " + kind + " is expected, not " + found.size());
    }
    return found.get(0);
  }
}
