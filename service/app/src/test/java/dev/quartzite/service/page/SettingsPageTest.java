package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import dev.quartzite.service.http.NearMiss;
import dev.quartzite.service.http.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the settings do to a transcript, as its receipt says. */
class SettingsPageTest extends PageTest {
  @TempDir Path folder;

  @Test
  void leaveEverythingToTheServiceAtFirst() throws IOException {
    transcribe(SPOKEN.recording());

    JsonNode decoder = receipt().path("decoder");
    assertThat(decoder.path("name").asString()).isEqualTo("beam");
    assertThat(decoder.path("language_model").asString()).isEqualTo("english-3gram");
    assertThat(decoder.has("hotwords")).isFalse();
  }

  @Test
  void chooseModelAndHotWords() throws IOException {
    String word = NearMiss.word(port(), SPOKEN.recording());
    page.locator("#model").selectOption("quartznet5x5-en");
    assertThat(page.locator("#model-facts")).containsText("6.7 million parameters · English");
    page.getByLabel("Hot words").fill(word + " : 30\nold town");

    transcribe(SPOKEN.recording());

    JsonNode receipt = receipt();
    assertThat(receipt.path("model").asString()).isEqualTo("quartznet5x5-en");
    JsonNode hotWords = receipt.path("decoder").path("hotwords");
    assertThat(hotWords.path(0).path("phrase").asString()).isEqualTo(word);
    assertThat(hotWords.path(0).path("boost").asDouble()).isEqualTo(30);
    assertThat(hotWords.path(1).path("phrase").asString()).isEqualTo("old town");
    assertThat(transcript().split(" ")).contains(word);
  }

  @Test
  void tuneTheSearch() throws IOException {
    openDecoder();
    page.getByLabel("Search").selectOption("beam");
    page.getByLabel("Language model").selectOption("english-3gram");
    page.getByLabel("Its weight").fill("0.25");
    page.getByLabel("Word bonus").fill("-1.5");
    page.getByLabel("Beam width").fill("24");
    page.getByLabel("Alternatives").fill("1");

    transcribe(SPOKEN.recording());

    JsonNode decoder = receipt().path("decoder");
    assertThat(decoder.path("language_model_weight").asDouble()).isEqualTo(0.25);
    assertThat(decoder.path("word_bonus").asDouble()).isEqualTo(-1.5);
    assertThat(decoder.path("beam_width").asInt()).isEqualTo(24);
    word(0).hover();
    assertThat(page.locator("#word-card")).isVisible();
    assertThat(page.locator("#word-card li")).hasCount(0);
  }

  @Test
  void doWithoutALanguageModel() throws IOException {
    openDecoder();
    page.getByLabel("Its weight").fill("0.25");
    page.getByLabel("Language model").selectOption("none");
    assertThat(page.getByLabel("Its weight")).isDisabled();

    transcribe(SPOKEN.recording());

    assertThat(receipt().path("decoder").has("language_model")).isFalse();
  }

  @Test
  void decodeGreedily() {
    page.getByLabel("Hot words").fill("river");
    openDecoder();
    page.getByLabel("Search").selectOption("greedy");
    assertThat(page.getByLabel("Hot words")).isDisabled();
    assertThat(page.getByLabel("Beam width")).isDisabled();

    transcribe(SPOKEN.recording());

    assertThat(page.locator("#document-facts")).containsText("greedy");
  }

  @Test
  void keepChannelsApart() throws IOException {
    Path call = folder.resolve("call.wav");
    Files.write(call, Wav.stereo(SPOKEN.recording(), sample("welcome").recording()));
    page.getByLabel("Channels").selectOption("separate");

    transcribe(call);

    assertThat(paragraphOf("Channel 1")).containsText(SPOKEN.transcript().split(" ", 2)[0]);
    assertThat(paragraphOf("Channel 2"))
        .containsText(sample("welcome").transcript().split(" ", 2)[0]);
    page.locator("#timeline-channel").selectOption("2");
    assertThat(page.locator("#timeline-channel")).hasValue("1");
  }

  @Test
  void areRememberedAndReset() {
    page.getByLabel("Hot words").fill("river");
    page.getByLabel("Channels").selectOption("0");

    page.reload();

    assertThat(page.getByLabel("Hot words")).hasValue("river");
    assertThat(page.getByLabel("Channels")).hasValue("0");
    page.getByText("Reset settings").click();
    assertThat(page.getByLabel("Hot words")).hasValue("");
    page.reload();
    assertThat(page.getByLabel("Channels")).hasValue("");
  }

  @Test
  void transcribeAgainWithOtherSettings() {
    transcribe(SPOKEN.recording());
    openDecoder();
    page.getByLabel("Search").selectOption("greedy");

    page.locator("#again").click();

    assertThat(page.locator("#document-facts")).containsText("greedy");
    assertThat(page.locator("#document-title")).hasText("river-and-church.wav");
  }

  @Test
  void pointOutAValueThatCannotBe() {
    openDecoder();
    page.getByLabel("Beam width").fill("0");
    page.locator("#settings > summary").click();

    page.locator("#sample").click();

    assertThat(page.getByLabel("Beam width")).isFocused();
    assertThat(page.locator("#document")).isHidden();
  }

  @Test
  void followTheThemeThatIsChosen() {
    Locator theme = page.locator("#theme");
    assertThat(theme).hasAttribute("aria-pressed", "false");
    assertThat(background()).isEqualTo("rgb(245, 244, 240)");

    theme.click();

    assertThat(theme).hasAttribute("aria-pressed", "true");
    assertThat(background()).isEqualTo("rgb(20, 19, 17)");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", Pattern.compile("dark"));
  }

  private Locator paragraphOf(String channel) {
    return page.locator(".paragraph")
        .filter(new Locator.FilterOptions().setHasText(channel))
        .first();
  }

  private void openDecoder() {
    page.locator("#decoder-settings > summary").click();
  }

  private String background() {
    return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
  }

  private JsonNode receipt() throws IOException {
    Download download = page.waitForDownload(() -> page.locator("[data-download=json]").click());
    return JsonMapper.shared().readTree(Files.readString(download.path())).path("receipt");
  }
}
