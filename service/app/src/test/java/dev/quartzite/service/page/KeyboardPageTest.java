package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page without a pointer. */
class KeyboardPageTest extends PageTest {
  private static final Pattern SPOKEN_WORD = Pattern.compile("spoken");

  @Test
  void doesAllThatAPointerDoes() {
    press("Tab", 1);
    assertThat(page.locator(".skip")).isFocused();
    tabTo("#sample");
    press("Enter", 1);
    awaitDone();

    tabTo("#play");
    press("Enter", 1);
    assertThat(page.locator("#play")).hasAccessibleName("Pause");
    press("Enter", 1);
    assertThat(page.locator("#play")).hasAccessibleName("Play");

    tabTo(".word[tabindex='0']");
    assertThat(word(0)).isFocused();
    press("ArrowRight", 3);
    assertThat(word(3)).isFocused();
    assertThat(page.locator("#word-card")).isVisible();
    press("End", 1);
    assertThat(page.locator(".word").last()).isFocused();
    press("ArrowUp", 1);
    press("Home", 1);
    press("ArrowRight", 1);
    press("Enter", 1);
    assertThat(word(1)).hasClass(SPOKEN_WORD);
    press("Escape", 1);
    assertThat(page.locator("#word-card")).isHidden();

    tabTo("[data-download=srt]");
    Download download = page.waitForDownload(() -> press("Enter", 1));
    assertThat(download.suggestedFilename()).endsWith(".srt");

    tabTo("#lanes");
    press("Home", 1);
    press("ArrowRight", 5);
    assertThat(page.locator("#lanes")).hasAttribute("aria-valuenow", "0.10");
    assertThat(page.locator("#lanes"))
        .hasAttribute("aria-valuetext", Pattern.compile("blank \\d+ %"));
    press("+", 1);
    assertThat(page.locator("#pan")).isVisible();
    press("Shift+ArrowRight", 2);
    press("Enter", 1);
    assertThat(page.locator("#time-now")).hasText("0:02");

    tabTo("#model");
    tabTo("#decoder-settings > summary");
    press("Enter", 1);
    assertThat(page.locator("#decoder-settings")).hasAttribute("open", "");
  }

  @Test
  void neverLosesTheFocus() {
    page.locator("#sample").click();
    awaitDone();
    page.locator("body").press("Tab");

    for (int i = 0; i < 40; i++) {
      press("Tab", 1);
      Object visible =
          page.evaluate(
              """
              () => {
                const at = document.activeElement;
                const box = at.getBoundingClientRect();
                return at === document.body || (box.width > 0 && box.height > 0);
              }
              """);
      assertThat(visible).isEqualTo(true);
    }
  }

  private void press(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  /** Goes on to an element as the Tab key does. */
  private void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      Object there = page.evaluate("s => document.activeElement.matches(s)", selector);
      if (there.equals(true)) {
        return;
      }
      press("Tab", 1);
    }
    throw new AssertionError("the Tab key does not get to " + selector);
  }
}
