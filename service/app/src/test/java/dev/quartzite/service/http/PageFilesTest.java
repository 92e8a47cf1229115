package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest extends HttpTest {
  /** What a page, a style or a module asks for besides itself. */
  private static final Pattern LINK =
      Pattern.compile("(?:href|src)=\"([^\"#]+)[^\"]*\"|from \"([^\"]+)\"|\\burl\\(([^)]+)\\)");

  @Test
  void isThereWithAllThatItAsksFor() {
    assertThat(files().keySet())
        .contains("/", "/page/app.js", "/page/base.css", "/page/icons.svg", "/page/timeline.js");
  }

  @Test
  void loadsNothingFromElsewhereAndHasNoCodeInLine() {
    files()
        .forEach(
            (path, text) ->
                assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                    .as(path)
                    .doesNotContain(
                        "http://", "https://", "//cdn", "<style", " style=", " onclick="));
    assertThat(files().get("/")).doesNotContainPattern("<script(?![^>]*src=)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/app.js", "/page/base.css", "/page/samples/welcome.wav"})
  void isAskedForAgainOnlyWhenItHasChanged(String path) {
    Answer first = api().get(path);
    String tag = first.header("ETag");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    // Files of a build all have one date, which would say that nothing ever changes.
    assertThat(first.header("Last-Modified")).isEmpty();
    assertThat(api().send(api().request(path).header("If-None-Match", tag)).status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/application.yaml",
        "/static/index.html",
        "/page/",
        "/page/nothing.js",
        "/page/..%2f..%2fapplication.yaml",
        "/page/samples/../manifest.json",
        "/page/samples/..%2fmodel.onnx",
        "/models/quartznet5x5-en/manifest.json"
      })
  void showsNothingElse(String path) {
    assertThat(api().get(path).status()).isIn(400, 404);
  }

  /** The page and what it asks for, directly or not, by path. */
  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    Deque<String> asked = new ArrayDeque<>();
    asked.add("/");
    while (!asked.isEmpty()) {
      String path = asked.remove();
      if (!files.containsKey(path) && !path.startsWith("/v") && !path.contains("swagger")) {
        Answer answer = api().get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        files.put(path, answer.body());
        Matcher links = LINK.matcher(path.endsWith(".svg") ? "" : answer.body());
        while (links.find()) {
          asked.add(URI.create(path).resolve(links.group(lastGroup(links))).getPath());
        }
      }
    }
    return files;
  }

  private static int lastGroup(Matcher matcher) {
    return matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3;
  }
}
