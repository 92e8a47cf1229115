package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.quartzite.service.http.Wav;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says when something goes wrong, and what can be done then. */
class ProblemPageTest extends PageTest {
  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // the way is there, it needs no more
  void saysThatTheServiceIsGoneAndGoesOnWhenItIsBack() throws IOException {
    Gateway gateway = new Gateway(port());
    open(new NewContextOptions().setViewportSize(1440, 900), gateway.address());
    assertThat(page.locator("#model option")).hasCount(2);
    gateway.close();

    page.setInputFiles("#file", SPOKEN.recording());

    assertThat(problem()).containsText("The service cannot be reached");
    assertThat(problem()).containsText("Your recording is still here");
    page.screenshot(new Page.ScreenshotOptions().setPath(screenshot("service-gone")));
    expectComplaint("ERR_CONNECTION_REFUSED");
    try (Gateway again = new Gateway(port(), gateway.port())) {
      page.locator("#problem-retry").click();
      awaitDone();
      assertThat(transcript()).isEqualTo(SPOKEN.transcript());
      assertThat(problem()).isHidden();
    }
  }

  @Test
  void keepsTheTextSoFarWhenTheConnectionIsLost() throws IOException {
    Gateway gateway = new Gateway(port());
    gateway.holdAfter("event: transcript.text.segment");
    open(new NewContextOptions(), gateway.address());
    page.setInputFiles("#file", longRecording());
    page.locator(".word").first().waitFor();
    assertThat(page.locator("#model option")).hasCount(2);

    gateway.close();

    assertThat(problem()).containsText("The connection was lost");
    assertThat(page.locator(".word").first()).isVisible();
    assertThat(page.locator("#downloads")).isHidden();
    expectComplaint("net::ERR");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    page.setInputFiles("#file", Files.write(folder.resolve("large.wav"), new byte[4_000_000]));

    assertThat(problem()).containsText("This file is too large");
    assertThat(problem()).containsText("2097152 bytes");
    assertThat(page.locator("#document")).isHidden();
    expectComplaint("413");
  }

  @Test
  void refusesWhatIsNoRecording() throws IOException {
    Path text = folder.resolve("letter.txt");
    Files.write(text, "Dear reader".getBytes(StandardCharsets.UTF_8));

    page.setInputFiles("#file", text);

    assertThat(problem()).containsText("This is not a recording");
    expectComplaint("415");
    page.setInputFiles("#file", Files.write(folder.resolve("empty.wav"), new byte[0]));
    assertThat(problem()).containsText("This file is empty");
    expectComplaint("400");
  }

  @Test
  void saysWhichSettingIsNotAccepted() {
    page.getByLabel("Hot words").fill("ζεύς");

    page.setInputFiles("#file", SPOKEN.recording());

    assertThat(problem()).containsText("A setting was not accepted");
    assertThat(problem()).containsText("Hotwords are in the letters of the model");
    expectComplaint("400");
  }

  @Test
  void saysThatNothingWasSaid() throws IOException {
    transcribe(Files.write(folder.resolve("silence.wav"), Wav.silence(16_000, 1, 16, 32_000)));

    assertThat(page.locator("#transcript-empty")).hasText("Nothing was said in this recording.");
    assertThat(problem()).isHidden();
  }

  @Test
  void givesUpWhenTold() throws IOException {
    try (Gateway gateway = new Gateway(port())) {
      gateway.holdAfter("event: transcript.text.segment");
      open(new NewContextOptions().setViewportSize(1440, 900), gateway.address());
      page.setInputFiles("#file", longRecording());
      page.locator(".word").first().waitFor();
      assertThat(page.locator("#progress-phase")).hasText(Pattern.compile("Writing, \\d+ %"));
      page.screenshot(new Page.ScreenshotOptions().setPath(screenshot("working")));

      page.locator("#cancel").click();

      assertThat(problem()).containsText("Cancelled");
      assertThat(page.locator("#progress")).isHidden();
      gateway.release();
      page.locator("#problem-retry").click();
      awaitDone();
      assertThat(page.locator(".word").count()).isGreaterThan(100);
    }
  }

  private Locator problem() {
    return page.locator("#problem");
  }

  /** As long as the limit lets it be: a minute. */
  private Path longRecording() throws IOException {
    return Files.write(
        folder.resolve("long.wav"), Wav.joined(Collections.nCopies(12, SPOKEN.recording())));
  }
}
