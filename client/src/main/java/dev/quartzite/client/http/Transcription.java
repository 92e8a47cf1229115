package dev.quartzite.client.http;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service heard: its {@code verbose_json} answer.
 *
 * @param text the whole text
 * @param duration length of the recording, seconds
 * @param formats the transcript in other formats, by their names: those that were to be included
 * @param json the answer itself, with everything that this record does not name
 */
public record Transcription(
    String text, double duration, Map<String, String> formats, String json) {
  private static final JsonMapper JSON = new JsonMapper();

  public Transcription {
    formats = Map.copyOf(formats);
  }

  /**
   * Reads an answer.
   *
   * @throws RequestException if it is not whole, or not an answer to this question
   */
  public static Transcription parse(String json) {
    try {
      JsonNode answer = JSON.readTree(json);
      if (!(answer instanceof ObjectNode object) || !answer.path("text").isString()) {
        throw broken("has no text");
      }
      JsonNode formats = object.path("formats");
      object.remove("formats");
      return new Transcription(
          object.path("text").stringValue(),
          object.path("duration").asDouble(0),
          strings(formats),
          formats.isMissingNode() ? json : object.toString());
    } catch (JacksonException e) {
      throw broken("cannot be read: " + e.getOriginalMessage());
    }
  }

  private static Map<String, String> strings(JsonNode formats) {
    Map<String, String> strings = new HashMap<>();
    formats.forEachEntry((name, text) -> strings.put(name, text.asString()));
    return strings;
  }

  private static RequestException broken(String why) {
    return new RequestException(
        RequestException.Kind.BROKEN, "the server's answer is not whole: it " + why);
  }
}
