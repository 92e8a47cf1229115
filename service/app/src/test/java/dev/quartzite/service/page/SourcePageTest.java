package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where recordings come from. */
class SourcePageTest extends PageTest {
  @Test
  void takesAChosenFile() {
    FileChooser chooser = page.waitForFileChooser(() -> page.locator("#choose").click());

    chooser.setFiles(SPOKEN.recording());

    awaitDone();
    assertThat(transcript()).isEqualTo(SPOKEN.transcript());
  }

  @Test
  void takesADroppedFile() throws IOException {
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(SPOKEN.recording()));
    JSHandle transfer =
        page.evaluateHandle(
            """
            data => {
              const transfer = new DataTransfer();
              const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
              transfer.items.add(new File([bytes], "dropped.wav", { type: "audio/wav" }));
              return transfer;
            }
            """,
            data);
    page.dispatchEvent("body", "dragover", Map.of("dataTransfer", transfer));
    assertThat(page.locator("#drop-veil")).isVisible();

    page.dispatchEvent("body", "drop", Map.of("dataTransfer", transfer));

    assertThat(page.locator("#drop-veil")).isHidden();
    awaitDone();
    assertThat(page.locator("#document-title")).hasText("dropped.wav");
    assertThat(transcript()).isEqualTo(SPOKEN.transcript());
  }

  @Test
  void hasASampleToTry() {
    page.locator("#sample").click();

    awaitDone();
    assertThat(transcript()).isEqualTo(sample("river-and-church").transcript());
  }

  @Test
  void recordsFromTheMicrophone() {
    context().grantPermissions(List.of("microphone"));

    page.locator("#record").click();
    assertThat(page.locator("#record-stop")).isFocused();
    assertThat(page.locator("#level")).not().hasAttribute("aria-valuenow", "0");
    page.screenshot(new Page.ScreenshotOptions().setPath(screenshot("recording")));
    assertThat(page.locator("#recording-time"))
        .hasText("0:06", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
    page.locator("#record-stop").click();

    awaitDone();
    assertThat(page.locator("#document-title"))
        .hasText(Pattern.compile("recording-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.wav"));
    // The browser plays the file to its microphone through a resampler of its own.
    assertThat(ErrorCounts.words(SPOKEN.transcript(), transcript()).rate()).isLessThan(0.35);
  }

  @Test
  void discardsARecordingWhenToldTo() {
    context().grantPermissions(List.of("microphone"));
    page.locator("#record").click();

    page.locator("#record-discard").click();

    assertThat(page.locator("#record")).isFocused();
    assertThat(page.locator("#document")).isHidden();
  }

  @Test
  void saysWhyThereIsNoMicrophone() {
    page.locator("#record").click();

    assertThat(page.locator("#problem")).containsText("The microphone cannot be used");
    assertThat(page.locator("#problem")).containsText("site settings");
    assertThat(page.locator("#problem-retry")).isHidden();
  }
}
