package dev.quartzite.service.transcription;

import dev.quartzite.NamedLanguageModel;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.HotWord;
import dev.quartzite.decoding.HotWords;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.DecodingSettings;
import dev.quartzite.service.uploads.MultipartForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields {@code hotwords} and {@code prompt} → {@link HotWords}. Hot words are phrases with
 * commas between them, or JSON: {@code [{"phrase": "Quartzite", "boost": 8, "variants": ["quarts
 * ite"]}]}, where a phrase alone may stand as a string. Immutable and safe for any number of
 * threads.
 */
final class HotWordReader {
  private static final String FIELD = "hotwords";
  private static final int LONGEST = 200;
  private static final Set<String> PROPERTIES = Set.of("phrase", "boost", "variants");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final DecodingSettings limits;

  HotWordReader(DecodingSettings limits) {
    this.limits = limits;
  }

  /**
   * Reads the hot words of a form.
   *
   * @throws ApiException naming {@code hotwords} if there are too many, or one is malformed, too
   *     strong, or has letters that the model cannot write
   */
  HotWords read(MultipartForm form, Alphabet alphabet, Optional<NamedLanguageModel> languageModel) {
    List<HotWord> words = new ArrayList<>();
    for (String value : form.values(FIELD)) {
      words.addAll(value.strip().startsWith("[") ? json(value) : phrases(value));
    }
    words.forEach(word -> check(word, alphabet));
    int spellings = words.stream().mapToInt(word -> 1 + word.variants().size()).sum();
    if (spellings > limits.maxHotWords()) {
      throw refusal(
          "are %d at most, variants counted, not %d".formatted(limits.maxHotWords(), spellings));
    }
    LanguageModel model =
        languageModel.map(NamedLanguageModel::model).orElseGet(LanguageModel::none);
    form.value("prompt").stream()
        .flatMap(prompt -> Prompt.phrases(prompt, alphabet, model.vocabulary()).stream())
        .limit(limits.maxHotWords() - spellings)
        .map(HotWord::new)
        .forEach(words::add);
    return new HotWords(words);
  }

  private static List<HotWord> phrases(String value) {
    return Arrays.stream(value.split("[,\n]"))
        .map(String::strip)
        .filter(phrase -> !phrase.isEmpty())
        .map(HotWord::new)
        .toList();
  }

  private static List<HotWord> json(String value) {
    JsonNode list;
    try {
      list = MAPPER.readTree(value);
    } catch (JacksonException e) {
      throw refusal(
          "that begin with [ are a JSON list such as [{\"phrase\": \"Quartzite\", \"boost\": 8}]: "
              + e.getOriginalMessage());
    }
    return list.valueStream().map(HotWordReader::hotWord).toList();
  }

  private static HotWord hotWord(JsonNode node) {
    if (node.isString()) {
      return hotWord(node.asString(), HotWord.DEFAULT_BOOST, List.of());
    }
    List<String> unknown = new ArrayList<>(node.propertyNames());
    unknown.removeAll(PROPERTIES);
    if (!node.isObject() || !node.path("phrase").isString() || !unknown.isEmpty()) {
      throw refusal(
          "in JSON are texts or objects with 'phrase', and perhaps 'boost' and 'variants', not "
              + node);
    }
    JsonNode boost = node.path("boost");
    JsonNode variants = node.path("variants");
    if (!boost.isMissingNode() && !boost.isNumber()) {
      throw refusal("have a number as 'boost', not " + boost);
    }
    if (!variants.isMissingNode()
        && !(variants.isArray() && variants.valueStream().allMatch(JsonNode::isString))) {
      throw refusal("have a list of texts as 'variants', not " + variants);
    }
    return hotWord(
        node.path("phrase").asString(),
        boost.asDouble(HotWord.DEFAULT_BOOST),
        variants.valueStream().map(JsonNode::asString).toList());
  }

  private static HotWord hotWord(String phrase, double boost, List<String> variants) {
    try {
      return new HotWord(phrase, boost, variants);
    } catch (IllegalArgumentException e) {
      throw refusal("cannot be: " + e.getMessage());
    }
  }

  private void check(HotWord word, Alphabet alphabet) {
    if (Math.abs(word.boost()) > limits.maxBoost()) {
      throw refusal(
          "have a boost from %s to %s, but '%s' has %s"
              .formatted(-limits.maxBoost(), limits.maxBoost(), word.phrase(), word.boost()));
    }
    for (String spelling : word.spellings()) {
      if (spelling.length() > LONGEST) {
        throw refusal(
            "have %d letters at most, but '%s…' has %d"
                .formatted(LONGEST, spelling.substring(0, 20), spelling.length()));
      }
      try {
        alphabet.spell(spelling);
      } catch (IllegalArgumentException e) {
        throw refusal("are in the letters of the model: " + e.getMessage());
      }
    }
  }

  private static ApiException refusal(String rule) {
    return ApiException.badField(FIELD, FIELD + " " + rule);
  }
}
