package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code service/openapi.yaml}: says whether an answer is as it promises. Safe for any number of
 * threads.
 */
final class Contract {

  private static final String LOCATION = "https://quartzite.invalid/openapi.json";
  private static final String ERROR = "/components/schemas/Error";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static final Contract INSTANCE = new Contract(Path.of("..", "openapi.yaml"));

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Pattern, String> paths = new LinkedHashMap<>();

  private Contract(Path file) {
    Object yaml;
    try {
      yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    document = MAPPER.valueToTree(yaml);
    String json = MAPPER.writeValueAsString(yaml);
    registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(LOCATION, json)));
    for (String path : document.path("paths").propertyNames()) {
      paths.put(Pattern.compile(path.replaceAll("\\{\\w+}", "[^/]+")), path);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Every operation, as {@code GET /v1/models}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry(
            (path, item) ->
                item.propertyNames()
                    .forEach(
                        method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  /** Fails unless an answer is one that the contract promises. */
  void check(String method, String path, Answer answer) {
    String operation = operation(method, path);
    if (document.at(operation).isMissingNode()) {
      if (answer.status() >= 400 && answer.status() != 403) {
        checkBody(ERROR, answer.body());
      }
      return;
    }
    String response = resolve(operation + "/responses/" + answer.status());
    assertThat(document.at(response).isMissingNode())
        .as("%s %s may not answer %d: %s", method, path, answer.status(), answer.body())
        .isFalse();
    document
        .at(response + "/headers")
        .propertyNames()
        .forEach(name -> assertThat(answer.header(name)).as("header %s", name).isNotEmpty());
    checkContent(response, answer);
  }

  private String operation(String method, String path) {
    String found =
        paths.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(path).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("none");
    return "/paths/" + escape(found) + "/" + method.toLowerCase(Locale.ROOT);
  }

  private void checkContent(String response, Answer answer) {
    String type = answer.header("Content-Type").split(";", 2)[0];
    String content = response + "/content/" + escape(type);
    assertThat(document.at(content).isMissingNode())
        .as("%s may not be %s", response, type)
        .isFalse();
    boolean json = type.endsWith("json");
    checkBody(content + "/schema", json ? answer.body() : MAPPER.writeValueAsString(answer.body()));
    if (type.equals("text/event-stream")) {
      answer
          .body()
          .lines()
          .filter(line -> line.startsWith("data: "))
          .forEach(line -> checkBody(content + "/x-event-schema", line.substring(6)));
    }
  }

  private void checkBody(String pointer, String json) {
    Schema schema =
        schemas.computeIfAbsent(
            pointer, key -> registry.getSchema(SchemaLocation.of(LOCATION + "#" + encode(key))));
    List<Error> errors = schema.validate(MAPPER.readTree(json));
    assertThat(errors).as("%s: %s", pointer, json).isEmpty();
  }

  /** Where a pointer's target really stands. */
  private String resolve(String pointer) {
    @Nullable String reference = document.at(pointer).path("$ref").stringValue(null);
    return reference == null ? pointer : reference.substring(1);
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String encode(String pointer) {
    return pointer.replace("{", "%7B").replace("}", "%7D");
  }
}
