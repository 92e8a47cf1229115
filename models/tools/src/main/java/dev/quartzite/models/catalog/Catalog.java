package dev.quartzite.models.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of models that can be fetched, from a file like the project's {@code models/catalog.json}.
 * Immutable.
 *
 * @param entries in the order of the file
 */
public record Catalog(List<Entry> entries) {
  private static final String FILE = "catalog.json";

  /**
   * A model.
   *
   * @param id what to ask for, and its name unless another is wished
   * @param languages ISO 639-1 codes of what it understands
   * @param address where its file is
   * @param megabytes its size, rounded, where it is known
   * @param sha256 of the file in hexadecimal, where it is known
   * @param licence SPDX identifier, or a sentence
   * @param owner who made it
   */
  public record Entry(
      String id,
      List<String> languages,
      URI address,
      Optional<Integer> megabytes,
      Optional<String> sha256,
      String licence,
      String owner) {
    public Entry {
      languages = List.copyOf(languages);
    }
  }

  public Catalog {
    entries = List.copyOf(entries);
  }

  /** The project's list. */
  public static Catalog ofProject() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Catalog.class.getResourceAsStream(FILE), "no " + FILE)) {
      return read(in, FILE);
    }
  }

  /**
   * Reads a list.
   *
   * @param name for messages
   * @throws IllegalArgumentException naming the model and the field that is missing or malformed
   */
  public static Catalog read(InputStream json, String name) {
    try {
      List<Entry> entries = new ArrayList<>();
      for (JsonNode model : JsonMapper.shared().readTree(json).path("models")) {
        entries.add(entry(model));
      }
      return new Catalog(entries);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no list of models: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Entry entry(JsonNode model) {
    List<String> languages = new ArrayList<>();
    model.path("languages").forEach(language -> languages.add(language.asString()));
    return new Entry(
        text(model, "id"),
        languages,
        URI.create(text(model, "address")),
        Optional.ofNullable(model.get("megabytes")).map(JsonNode::asInt),
        Optional.ofNullable(model.get("sha256")).map(JsonNode::asString),
        text(model, "licence"),
        text(model, "owner"));
  }

  private static String text(JsonNode model, String field) {
    JsonNode value = model.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException(
          "the field '%s' of the model '%s' is a text, not '%s'"
              .formatted(field, model.path("id").asString(""), value));
    }
    return value.asString();
  }

  /**
   * The model of this id.
   *
   * @throws IllegalArgumentException naming the known ones if there is none
   */
  public Entry require(String id) {
    return entries.stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the catalogue has no '%s', only %s; --url fetches any other"
                        .formatted(id, entries.stream().map(Entry::id).toList())));
  }
}
