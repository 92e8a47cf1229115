package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.quartzite.ModelDirectory.SelfTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be done with a transcript. */
class TranscriptPageTest extends PageTest {
  private static final String CLEAR = "rgba(0, 0, 0, 0)";
  private static final SelfTest SAMPLE = sample("river-and-church");
  private static final List<String> WORDS = List.of(SAMPLE.transcript().split(" "));

  @Test
  void isTheTextOfTheRecording() {
    transcribe(SAMPLE.recording());

    assertThat(transcript()).isEqualTo(SAMPLE.transcript());
    assertThat(page.locator("#document-title")).hasText("river-and-church.wav");
    assertThat(page.locator("#document-facts")).containsText("quartznet5x5-en, beam search");
    assertThat(page.locator("#announce"))
        .containsText("Done. 5 seconds of speech, %d words.".formatted(WORDS.size()));
    assertThat(page.locator("#progress")).isHidden();
  }

  @Test
  void playsAWordThatIsClickedAndLightsWhatIsSpoken() {
    transcribe(SAMPLE.recording());

    page.locator("#rate").selectOption("0.5");
    page.evaluate(
        """
        new MutationObserver(changes => changes
          .filter(({ target, oldValue }) =>
            target.classList.contains("spoken") && !oldValue.includes("spoken"))
          .forEach(({ target }) => {
            document.body.dataset.lit = (document.body.dataset.lit ?? "") + target.textContent + " ";
          }))
          .observe(document.getElementById("transcript"),
            { subtree: true, attributeFilter: ["class"], attributeOldValue: true });
        """);

    word(7).click();
    assertThat(page.locator("#play")).hasAccessibleName("Pause");
    assertThat(page.locator("body"))
        .hasAttribute(
            "data-lit", Pattern.compile("^" + String.join(" ", WORDS.subList(7, 11)) + " .*"));

    page.locator("#play").click();
    assertThat(page.locator("#play")).hasAccessibleName("Play");
  }

  @Test
  void hasAPlayerThatSeeksAndChangesSpeed() {
    transcribe(SAMPLE.recording());

    page.locator("#seek").fill("4.6");
    page.locator("#rate").selectOption("2");

    assertThat(page.locator("#time-now")).hasText("0:04");
    assertThat(page.locator("#time-all")).hasText("0:05");
    assertThat(word(WORDS.size() - 1)).hasClass(Pattern.compile("spoken"));
    assertThat(page.evaluate("document.getElementById('audio').playbackRate")).isEqualTo(2);
  }

  @Test
  void saysHowSureAWordIsAndWhatElseItMayHaveBeen() {
    transcribe(SAMPLE.recording());
    Locator card = page.locator("#word-card");

    Locator doubtful = hoverOverWordWithAlternatives();

    assertThat(card).containsText(Pattern.compile("\\d+ % sure"));
    assertThat(card.locator("li").first()).not().hasText(doubtful.textContent().strip());
    assertThat(doubtful).hasAttribute("aria-describedby", "word-card");
    page.keyboard().press("Escape");
    assertThat(card).isHidden();
  }

  @Test
  void shadesWhatItDoubts() {
    transcribe(SAMPLE.recording());

    List<Locator> words = page.locator(".word").all();
    for (Locator word : words) {
      String doubt = word.getAttribute("data-doubt");
      String shade =
          "0".equals(doubt)
              ? CLEAR
              : background(page.locator(".scale [data-doubt='%s']".formatted(doubt)));
      assertThat(background(word)).as(word.textContent()).isEqualTo(shade);
    }
    assertThat(words.stream().map(TranscriptPageTest::background).distinct().count())
        .isGreaterThan(1);
    page.getByLabel("Shade by confidence").uncheck();

    assertThat(words).extracting(TranscriptPageTest::background).containsOnly(CLEAR);
  }

  @Test
  void isSavedInEveryFormat() throws IOException {
    transcribe(SAMPLE.recording());

    assertThat(saved("txt")).isEqualTo(SAMPLE.transcript() + "\n");
    JsonNode json = JsonMapper.shared().readTree(saved("json"));
    double start = json.path("words").path(0).path("start").asDouble();
    String time = String.format(Locale.ROOT, "00:00:%06.3f --> ", start);
    assertThat(saved("srt"))
        .startsWith("1\n" + time.replace('.', ','))
        .contains(String.join(" ", WORDS.subList(0, 4)));
    assertThat(saved("vtt")).startsWith("WEBVTT\n\n" + time);
    assertThat(json.path("text").asString()).isEqualTo(SAMPLE.transcript());
    assertThat(json.path("words").size()).isEqualTo(WORDS.size());
    assertThat(json.has("emissions")).isFalse();
  }

  @Test
  void isCopiedAsTextAndAsTheCommandThatMakesIt() {
    context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.getByLabel("Hot words").fill("river\nchurch : 12");
    transcribe(SAMPLE.recording());

    page.getByRole(AriaRole.BUTTON, named("Copy text")).click();
    assertThat(page.locator("#copy-text")).hasText("Copied");
    assertThat(clipboard()).isEqualTo(SAMPLE.transcript());

    page.locator("#copy-curl").click();
    assertThat(page.locator("#copy-curl")).hasText("Copied");
    assertThat(clipboard())
        .startsWith("curl '%sv1/audio/transcriptions' \\\n".formatted(address()))
        .contains("-F 'file=@\"river-and-church.wav\"'")
        .contains(
            "--form-string"
                + " 'hotwords=[{\"phrase\":\"river\"},{\"phrase\":\"church\",\"boost\":12}]'")
        .endsWith("-F response_format=verbose_json");
  }

  @Test
  void showsWhatTheNetworkHeardAtEachMoment() {
    transcribe(SAMPLE.recording());
    Locator lanes = page.locator("#lanes");
    Locator readout = page.locator("#readout");
    lanes.scrollIntoViewIfNeeded();

    // "the old": its e is near 3.68 s of 5.02.
    double width = lanes.boundingBox().width;
    double height = lanes.boundingBox().height;
    lanes.hover(
        new Locator.HoverOptions().setPosition(40 + (width - 40) * 3.69 / 5.022, height - 4));
    assertThat(readout).containsText(Pattern.compile("0:03\\.\\d\\d.*the.*e \\d+ %.*here: blank"));
    lanes.hover(new Locator.HoverOptions().setPosition(width / 2, 100));
    assertThat(readout).containsText(Pattern.compile("\\d+ Hz: [+−]\\d\\.\\d σ"));

    lanes.click(new Locator.ClickOptions().setPosition(40 + (width - 40) * 0.5, 60));
    assertThat(page.locator("#time-now")).hasText("0:02");
  }

  @Test
  void zoomsAndScrollsTheTimeline() {
    transcribe(SAMPLE.recording());
    Locator pan = page.locator("#pan");
    assertThat(pan).isHidden();

    page.getByRole(AriaRole.BUTTON, named("Zoom in")).click();
    assertThat(pan).isVisible();
    pan.fill("2.2");
    assertThat(pan)
        .hasAttribute("aria-valuetext", Pattern.compile("0:02\\.\\d\\d to 0:04\\.\\d\\d"));
    page.getByRole(AriaRole.BUTTON, named("Zoom out")).click();
    assertThat(pan).isHidden();
    page.getByRole(AriaRole.BUTTON, named("Zoom in")).click();
    page.getByRole(AriaRole.BUTTON, named("Fit")).click();
    assertThat(pan).isHidden();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static String background(Locator element) {
    return String.valueOf(element.evaluate("e => getComputedStyle(e).backgroundColor"));
  }

  private String clipboard() {
    return String.valueOf(page.evaluate("navigator.clipboard.readText()"));
  }

  private String saved(String kind) throws IOException {
    Download download =
        page.waitForDownload(() -> page.locator("[data-download=%s]".formatted(kind)).click());
    assertThat(download.suggestedFilename()).isEqualTo("river-and-church." + kind);
    return Files.readString(download.path());
  }
}
