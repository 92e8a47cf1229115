package dev.quartzite.service.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelDirectory.SelfTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A browser in front of a running service. All page tests share the service, those of a class the
 * browser; each test has a page of its own, on which nothing may be reported to the console that a
 * test did not expect.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "quartzite.limits.upload-size=2MB")
abstract class PageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final ModelDirectory MODEL =
      ModelDirectory.open(Path.of("target", "classes", "models", "quartznet5x5-en"));

  /** What is recorded by the microphone of the browser. */
  static final SelfTest SPOKEN = sample("river-and-church");

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort private int port;
  private final List<String> complaints = new ArrayList<>();

  /** Set before each test, and again by a test that wants another window. */
  @SuppressWarnings("NullAway.Init")
  private BrowserContext context;

  /** The page in that window. */
  @SuppressWarnings("NullAway.Init")
  Page page;

  @DynamicPropertySource
  static void temporaryDirectory(DynamicPropertyRegistry registry) {
    registry.add("quartzite.temporary-directory", () -> Path.of("target", "page-uploads"));
  }

  @BeforeAll
  static void openBrowser() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        "no %s here: the page is not tested in a browser".formatted(CHROMIUM));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-fake-device-for-media-stream",
                            "--use-file-for-fake-audio-capture="
                                + SPOKEN.recording().toAbsolutePath()
                                + "%noloop")));
  }

  @AfterAll
  static void closeBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void openPage() {
    open(new NewContextOptions().setViewportSize(1440, 900));
  }

  /** Opens the page in another kind of browser window. */
  void open(NewContextOptions options) {
    open(options, address());
  }

  void open(NewContextOptions options, String address) {
    if (context != null) {
      context.close();
    }
    context = browser.newContext(options.setAcceptDownloads(true));
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.navigate(address);
  }

  @AfterEach
  void closePage() {
    if (context != null) {
      context.close();
    }
    assertThat(complaints).as("console of the browser").isEmpty();
  }

  /** Takes a complaint that a test provoked off the console. */
  void expectComplaint(String part) {
    assertThat(complaints.removeIf(complaint -> complaint.contains(part))).as(part).isTrue();
  }

  BrowserContext context() {
    return context;
  }

  int port() {
    return port;
  }

  String address() {
    return "http://localhost:%d/".formatted(port);
  }

  static SelfTest sample(String name) {
    return MODEL.selfTests().stream()
        .filter(test -> test.recording().endsWith(name + ".wav"))
        .findFirst()
        .orElseThrow();
  }

  /** Has a recording transcribed and waits for the end. */
  void transcribe(Path recording) {
    page.setInputFiles("#file", recording);
    awaitDone();
  }

  void awaitDone() {
    assertThat(page.locator("#downloads"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
  }

  /** The text as it stands on the page. */
  String transcript() {
    return String.join(" ", page.locator(".word").allInnerTexts());
  }

  Locator word(int index) {
    return page.locator(".word").nth(index);
  }

  /** Which words have alternatives is the model's business. */
  Locator hoverOverWordWithAlternatives() {
    Locator card = page.locator("#word-card");
    for (Locator word : page.locator(".word").all()) {
      word.hover();
      assertThat(card).isVisible();
      if (card.locator("li").count() > 0) {
        return word;
      }
    }
    throw new AssertionError("no word has alternatives");
  }

  /** Where pictures of the page are kept, for people to look at. */
  static Path screenshot(String name) {
    try {
      return Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
