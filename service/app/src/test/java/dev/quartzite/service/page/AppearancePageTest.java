package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page looks, wide and narrow, light and dark; pictures of it are kept. */
class AppearancePageTest extends PageTest {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "360, 740, LIGHT", "360, 740, DARK"})
  void isFitForEverybody(int width, int height, ColorScheme scheme) throws Exception {
    String name = "%d-%s".formatted(width, scheme.name().toLowerCase(Locale.ROOT));
    open(new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
    judge(name + "-1-start");

    transcribe(sample("river-and-church").recording());
    hoverOverWordWithAlternatives();
    assertThat(page.locator("#word-card li").first()).isVisible();
    judge(name + "-2-result");

    page.keyboard().press("Escape");
    page.locator("#settings").evaluate("e => { e.open = true; }");
    page.locator("#decoder-settings").evaluate("e => { e.open = true; }");
    judge(name + "-3-settings");

    Path text = folder.resolve("letter.txt");
    page.setInputFiles("#file", Files.write(text, "Dear reader".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#problem")).isVisible();
    expectComplaint("415");
    judge(name + "-4-problem");
  }

  @Test
  void staysInItsWidthWithLongNames() throws Exception {
    open(new NewContextOptions().setViewportSize(360, 740));
    Path named = folder.resolve("a_very_long_name_without_any_space".repeat(4) + ".wav");
    Files.copy(sample("welcome").recording(), named);

    transcribe(named);

    assertThat(width()).isEqualTo(360);
  }

  @Test
  void doesNotMoveForThoseWhoAskedForThat() {
    open(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.locator("#progress").evaluate("e => { e.hidden = false; }");
    page.locator("#document").evaluate("e => { e.hidden = false; }");

    Object animated =
        page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length");

    assertThat(animated).isEqualTo(0);
  }

  /** Looks for what keeps people out, and for what sticks out; keeps a picture. */
  private void judge(String name) {
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(screenshot(name)));
    assertThat(width()).as(name).isEqualTo(page.viewportSize().width);
    List<String> grave =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(AppearancePageTest::describe)
                .toList();
    assertThat(grave).as(name).isEmpty();
  }

  private static String describe(Rule rule) {
    return "%s: %s".formatted(rule.getId(), rule.getNodes().get(0).getHtml());
  }

  private int width() {
    return (int) page.evaluate("document.documentElement.scrollWidth");
  }
}
