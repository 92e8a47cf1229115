package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.service.http.Api.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What the contract names is there, and what is there the contract names. */
class ContractTest extends HttpTest {
  private static final JsonNode REQUEST =
      Contract.INSTANCE.document().at("/components/schemas/TranscriptionRequest/properties");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mapping;

  static Set<String> operations() {
    return Contract.INSTANCE.operations();
  }

  @Test
  void namesEverythingThatIsThere() {
    Set<String> mapped = new TreeSet<>();
    for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
      for (String path : info.getPatternValues()) {
        info.getMethodsCondition().getMethods().forEach(method -> mapped.add(method + " " + path));
      }
    }

    assertThat(mapped).isSubsetOf(operations()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hasEverythingThatItNames(String operation) {
    String[] parts = operation.split(" ", 2);
    String path = parts[1].replace("{id}", "whisper-1");

    Answer answer = api().send(api().request(path).method(parts[0], BodyPublishers.noBody()));

    assertThat(answer.status()).as(answer.body()).isNotIn(404, 405, 500);
  }

  /** Otherwise an answer could have fields that nobody is told of. */
  @Test
  void letsNoObjectHaveFieldsThatItDoesNotName() {
    JsonNode schemas = Contract.INSTANCE.document().at("/components/schemas");
    Set<String> open = new TreeSet<>();
    schemas.forEachEntry((name, schema) -> findOpen("/" + name, schema, open));

    // What callers send may have more; the framework's health is its own; the fields of
    // VerboseFields are closed by those that are made of them.
    assertThat(open).containsExactly("/Health", "/TranscriptionRequest", "/VerboseFields");
  }

  private static void findOpen(String path, JsonNode schema, Set<String> open) {
    if (schema.path("type").asString("").equals("object")) {
      boolean closed =
          schema.path("additionalProperties").isBoolean()
              || schema.path("unevaluatedProperties").isBoolean();
      if (!closed) {
        open.add(path);
      }
    }
    if (schema.isContainer() && !path.equals("/Health")) {
      schema.forEachEntry((name, inner) -> findOpen(path + "/" + name, inner, open));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_format", "timestamp_granularities[]", "include[]", "decoder"})
  void namesTheValuesThatAFieldTakes(String field) {
    JsonNode schema = REQUEST.path(field);
    JsonNode reference = schema.path("$ref");
    if (reference.isString()) {
      schema = Contract.INSTANCE.document().at(reference.asString().substring(1));
    }
    JsonNode values =
        schema.path("type").asString("").equals("array") ? schema.path("items") : schema;
    String names =
        values.path("enum").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    Multipart form = Multipart.of(Samples.first().recording()).field(field, "nothing");

    String message = api().transcribe(form).json().at("/error/message").asString();

    assertThat(message).contains(" is one of " + names + ", not 'nothing'");
  }

  @Test
  void isShownAsItWasWrittenAndAsJson() throws Exception {
    Answer yaml = api().get("/v3/api-docs.yaml");
    Answer json = api().get("/v3/api-docs");

    assertThat(yaml.body()).isEqualTo(Files.readString(Path.of("..", "openapi.yaml")));
    assertThat(json.json()).isEqualTo(Contract.INSTANCE.document());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui", "/swagger-ui/", "/swagger-ui.html"})
  void isAPageToRead(String path) {
    Answer start = api().get(path);
    assertThat(start.status()).isEqualTo(302);
    assertThat(start.header("Location")).endsWith("/swagger-ui/index.html");
    Answer page = api().get("/swagger-ui/index.html");

    assertThat(page.body()).contains("swagger-ui-bundle.js").doesNotContain("http:", "https:");
    assertThat(api().get("/swagger-ui/swagger-initializer.js").body())
        .contains("../v3/api-docs")
        .doesNotContain("petstore");
    assertThat(api().get("/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
  }

  /** The guard that all tests of this package lean on. */
  @Test
  void refusesAnswersThatItDoesNotPromise() {
    Answer models = api().get("/v1/models");

    assertThatThrownBy(() -> Contract.INSTANCE.check("GET", "/v1/models/whisper-1", models))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> Contract.INSTANCE.check("GET", "/v1/models", api().get("/v1/models/none")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("may not answer 404");
    assertThat(operations().stream().collect(Collectors.joining("\n")))
        .contains("POST /v1/audio/transcriptions");
  }
}
