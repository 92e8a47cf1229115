package dev.quartzite;

import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.ModelManifest.Decoding;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.features.FrontEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link ModelManifest} as JSON, and back. Errors name the field, what it should be and what it is.
 */
final class ManifestJson {
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ManifestJson() {}

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException if the text is no manifest of this format
   */
  static ModelManifest read(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
    int format = integer(root, "format");
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "it is of format %d, this version reads format %d".formatted(format, FORMAT));
    }
    return new ModelManifest(
        text(root, "name"),
        provenance(object(root, "provenance")),
        frontEnd(object(root, "frontEnd")),
        alphabet(object(root, "alphabet")),
        integer(root, "stride"),
        root.has("decoding") ? decoding(object(root, "decoding")) : Decoding.plain(),
        checksums(object(root, "files")));
  }

  private static Provenance provenance(JsonNode node) {
    return new Provenance(
        text(node, "architecture"),
        require(node, "parameters", "a number", JsonNode::isIntegralNumber).asLong(),
        texts(node, "languages"),
        text(node, "licence"),
        text(node, "owner"),
        Instant.parse(text(node, "created")));
  }

  private static FrontEnd frontEnd(JsonNode node) {
    return new FrontEnd(
        FrontEnd.Version.of(text(node, "version")),
        integer(node, "sampleRate"),
        integer(node, "window"),
        integer(node, "hop"),
        integer(node, "fft"),
        integer(node, "melBands"));
  }

  private static Alphabet alphabet(JsonNode node) {
    return Alphabet.of(texts(node, "labels"), integer(node, "blank"));
  }

  private static Decoding decoding(JsonNode node) {
    WordConfidence confidence =
        node.has("confidence")
            ? confidence(object(node, "confidence"))
            : WordConfidence.uncalibrated();
    List<AttachedLanguageModel> languageModels = new ArrayList<>();
    for (JsonNode attached : require(node, "languageModels", "a list", JsonNode::isArray)) {
      languageModels.add(new AttachedLanguageModel(text(attached, "id"), text(attached, "file")));
    }
    return new Decoding(confidence, languageModels);
  }

  private static WordConfidence confidence(JsonNode node) {
    return new WordConfidence(
        weights(object(node, "bySound"), WordConfidence.SOUND),
        weights(object(node, "withLanguageModel"), WordConfidence.LANGUAGE));
  }

  private static List<Double> weights(JsonNode node, List<String> names) {
    return names.stream().map(name -> number(node, name)).toList();
  }

  private static Map<String, String> checksums(JsonNode node) {
    Map<String, String> checksums = new LinkedHashMap<>();
    for (String file : node.propertyNames()) {
      checksums.put(file, text(node, file));
    }
    return checksums;
  }

  /** Writes a manifest, indented, in a fixed order. */
  static String write(ModelManifest manifest) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("name", manifest.name());
    Provenance provenance = manifest.provenance();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("architecture", provenance.architecture());
    about.put("parameters", provenance.parameters());
    about.put("languages", provenance.languages());
    about.put("licence", provenance.licence());
    about.put("owner", provenance.owner());
    about.put("created", provenance.created().toString());
    root.put("provenance", about);
    FrontEnd frontEnd = manifest.frontEnd();
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("version", frontEnd.version().label());
    measures.put("sampleRate", frontEnd.sampleRate());
    measures.put("window", frontEnd.windowSamples());
    measures.put("hop", frontEnd.hopSamples());
    measures.put("fft", frontEnd.fftSize());
    measures.put("melBands", frontEnd.melBands());
    root.put("frontEnd", measures);
    Map<String, Object> alphabet = new LinkedHashMap<>();
    alphabet.put("labels", manifest.alphabet().labels());
    alphabet.put("blank", manifest.alphabet().blank());
    root.put("alphabet", alphabet);
    root.put("stride", manifest.stride());
    if (!manifest.decoding().equals(Decoding.plain())) {
      root.put("decoding", write(manifest.decoding()));
    }
    root.put("files", new TreeMap<>(manifest.checksums()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static Map<String, Object> write(Decoding decoding) {
    Map<String, Object> node = new LinkedHashMap<>();
    WordConfidence confidence = decoding.confidence();
    if (!confidence.equals(WordConfidence.uncalibrated())) {
      Map<String, Object> weights = new LinkedHashMap<>();
      weights.put("bySound", write(WordConfidence.SOUND, confidence.bySound()));
      weights.put(
          "withLanguageModel", write(WordConfidence.LANGUAGE, confidence.withLanguageModel()));
      node.put("confidence", weights);
    }
    List<Map<String, Object>> languageModels = new ArrayList<>();
    for (AttachedLanguageModel attached : decoding.languageModels()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", attached.id());
      entry.put("file", attached.file());
      languageModels.add(entry);
    }
    node.put("languageModels", languageModels);
    return node;
  }

  private static Map<String, Double> write(List<String> names, List<Double> values) {
    Map<String, Double> node = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      node.put(names.get(i), values.get(i));
    }
    return node;
  }

  private static JsonNode object(JsonNode parent, String field) {
    return require(parent, field, "an object", JsonNode::isObject);
  }

  private static String text(JsonNode parent, String field) {
    return require(parent, field, "a text", JsonNode::isString).asString();
  }

  private static int integer(JsonNode parent, String field) {
    return require(parent, field, "a whole number", JsonNode::canConvertToInt).asInt();
  }

  private static double number(JsonNode parent, String field) {
    return require(parent, field, "a number", JsonNode::isNumber).asDouble();
  }

  private static List<String> texts(JsonNode parent, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : require(parent, field, "a list of texts", JsonNode::isArray)) {
      if (!element.isString()) {
        throw new IllegalArgumentException(
            "'%s' is a list of texts, but holds %s".formatted(field, element));
      }
      texts.add(element.asString());
    }
    return texts;
  }

  private static JsonNode require(
      JsonNode parent, String field, String kind, Predicate<JsonNode> isKind) {
    JsonNode node = parent.path(field);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("the field '%s' (%s) is missing".formatted(field, kind));
    }
    if (!isKind.test(node)) {
      throw new IllegalArgumentException("'%s' is %s, not %s".formatted(field, kind, node));
    }
    return node;
  }
}
