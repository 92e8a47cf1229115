package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The page of a service that asks for a key. */
@TestPropertySource(
    properties = {
      "quartzite.access.keys[0].name=reader",
      // SHA-256 of "a long and random key"
      "quartzite.access.keys[0].sha256=dc280b024e505248383e69ed41e0e6e227f358bac3633329162d382f3d75957f"
    })
class KeyPageTest extends PageTest {
  @Test
  void asksForTheKeyAndKeepsItForTheTab() {
    Locator problem = page.locator("#problem");
    assertThat(problem).containsText("The API key is missing or wrong");
    expectComplaint("401");

    page.locator("#problem-retry").click();
    assertThat(page.locator("#key")).isFocused();
    enter("a guess");
    assertThat(page.locator("#model option")).hasCount(0);
    page.setInputFiles("#file", SPOKEN.recording());
    assertThat(problem).containsText("The API key is missing or wrong");
    assertThat(page.locator("#document")).isHidden();
    expectComplaint("401");

    enter("a long and random key");
    assertThat(problem).isHidden();
    assertThat(page.locator("#model option")).hasCount(2);
    page.locator("#sample").click();
    awaitDone();
    assertThat(transcript()).isEqualTo(SPOKEN.transcript());

    page.reload();
    assertThat(page.locator("#model option")).hasCount(2);
  }

  private void enter(String key) {
    page.locator("#key").fill(key);
    page.locator("#key").press("Tab");
  }
}
