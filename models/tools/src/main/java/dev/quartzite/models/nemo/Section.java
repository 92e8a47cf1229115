package dev.quartzite.models.nemo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A section of a YAML configuration, whose errors name the setting, what it should be and what it
 * is. Every scalar is a text until somebody asks for a number: so the label {@code on} stays what
 * it is. A reference {@code ${preprocessor.features}} is followed, as OmegaConf follows it.
 * Immutable.
 */
final class Section {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");
  private static final int MOST_REFERENCES = 16;
  private static final String MODEL = "model.";
  private static final int LONGEST_SHOWN = 60;

  private final Map<?, ?> root;
  private final String path;
  private final Map<?, ?> values;

  private Section(Map<?, ?> root, String path, Map<?, ?> values) {
    this.root = root;
    this.path = path;
    this.values = values;
  }

  /**
   * Reads a document.
   *
   * @param name for messages
   * @throws NemoException if it is not YAML, or asks for objects to be made
   */
  static Section parse(String yaml, String name) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(true)
            .build();
    Object document;
    try {
      document = new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new NemoException(name, "is no configuration that can be read: " + firstLine(e), e);
    } catch (StackOverflowError e) {
      throw new NemoException(name, "is nested deeper than any configuration", e);
    }
    if (document instanceof Map<?, ?> map) {
      return new Section(map, "", map);
    }
    throw new NemoException(name, "is no configuration: it has no settings");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Whether a setting is there and not null. */
  boolean has(String key) {
    return find(key).isPresent();
  }

  private Optional<Object> find(String key) {
    return Optional.ofNullable(resolve(values.get(key))).filter(value -> !isNull(value));
  }

  private static boolean isNull(Object value) {
    return value.equals("null") || value.equals("~") || value.equals("");
  }

  /** Follows references. */
  private @Nullable Object resolve(@Nullable Object value) {
    Object found = value;
    for (int i = 0; i < MOST_REFERENCES; i++) {
      Matcher reference = REFERENCE.matcher(found instanceof String text ? text : "");
      if (!reference.matches()) {
        return found;
      }
      String place = reference.group(1);
      Object target = at(place);
      found =
          target == null && place.startsWith(MODEL) ? at(place.substring(MODEL.length())) : target;
    }
    throw new NemoException(path, "refers to itself: '%s'".formatted(value));
  }

  private @Nullable Object at(String place) {
    Object found = root;
    for (String key : place.split("[.]", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  /** A section within this one. */
  Optional<Section> section(String key) {
    return find(key)
        .map(
            value -> {
              if (value instanceof Map<?, ?> map) {
                return new Section(root, place(key), map);
              }
              throw wrong(key, "a section", value);
            });
  }

  Section requireSection(String key) {
    return section(key).orElseThrow(() -> missing(key, "a section"));
  }

  /** The sections of a list. */
  List<Section> sections(String key) {
    List<?> list = list(key).orElseThrow(() -> missing(key, "a list of sections"));
    return IntStream.range(0, list.size())
        .mapToObj(
            i -> {
              if (resolve(list.get(i)) instanceof Map<?, ?> map) {
                return new Section(root, "%s[%d]".formatted(place(key), i), map);
              }
              throw wrong(key, "a list of sections", list.get(i));
            })
        .toList();
  }

  private Optional<List<?>> list(String key) {
    return find(key)
        .map(
            value -> {
              if (value instanceof List<?> list) {
                return list;
              }
              throw wrong(key, "a list", value);
            });
  }

  /** The texts of a list, as they stand; none if it is not there. */
  Optional<List<String>> texts(String key) {
    return list(key)
        .map(
            list ->
                list.stream()
                    .map(
                        value -> {
                          if (value instanceof String text) {
                            return text;
                          }
                          throw wrong(key, "a list of texts", value);
                        })
                    .toList());
  }

  Optional<String> text(String key) {
    return find(key)
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw wrong(key, "a text", value);
            });
  }

  double number(String key, double otherwise) {
    return text(key).map(text -> asNumber(key, text)).orElse(otherwise);
  }

  private double asNumber(String key, String text) {
    try {
      return Double.parseDouble(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw wrong(key, "a number", text);
    }
  }

  int integer(String key, int otherwise) {
    double number = number(key, otherwise);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", number);
    }
    return (int) number;
  }

  int requireInteger(String key) {
    if (!has(key)) {
      throw missing(key, "a whole number");
    }
    return integer(key, 0);
  }

  /** A whole number that may stand in a list of one. */
  int onlyInteger(String key, int otherwise) {
    Optional<Object> value = find(key);
    if (value.orElse("") instanceof List<?> list) {
      Object first = list.size() == 1 ? resolve(list.get(0)) : null;
      if (first instanceof String text) {
        return new Section(root, path, Map.of(key, text)).integer(key, otherwise);
      }
      throw wrong(key, "one whole number", list);
    }
    return integer(key, otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    return text(key)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on" -> true;
                  case "false", "no", "off" -> false;
                  default -> throw wrong(key, "true or false", text);
                })
        .orElse(otherwise);
  }

  /** Where a setting stands, for messages. */
  String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private NemoException missing(String key, String kind) {
    return new NemoException(
        "the setting '%s'".formatted(place(key)), "(%s) is missing".formatted(kind));
  }

  private NemoException wrong(String key, String kind, @Nullable Object found) {
    String shown =
        found instanceof Map<?, ?>
            ? "a section"
            : found instanceof List<?> ? "a list" : "'" + shortened(String.valueOf(found)) + "'";
    return new NemoException(
        "the setting '%s'".formatted(place(key)), "is %s, not %s".formatted(kind, shown));
  }
}
