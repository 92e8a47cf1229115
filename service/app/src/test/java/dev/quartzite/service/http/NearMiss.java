package dev.quartzite.service.http;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a service might have heard in a recording and has not, whatever weights its model has. */
public final class NearMiss {
  private NearMiss() {}

  /** The first word of the alternatives that is not in the text. */
  public static String word(int port, Path recording) {
    JsonNode json = new Api(port).transcribe(Multipart.of(recording).field("n_best", "20")).json();
    List<String> heard = List.of(json.path("text").asString().split(" "));
    return json.path("alternatives")
        .valueStream()
        .flatMap(one -> Stream.of(one.path("text").asString().split(" ")))
        .filter(word -> !heard.contains(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the alternatives have no other words: " + json));
  }
}
