package dev.quartzite.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.audio.Waveform;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.SettingsOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the folder of models again while the service runs. */
class ModelReloadTest {
  @TempDir private Path folder;
  private ModelCatalog catalog = new ModelCatalog(SettingsOf.properties(Map.of()));
  private String embedded = "";

  @BeforeEach
  void start() throws IOException {
    catalog.close();
    ModelCopy.named("zebra", folder.resolve("one"));
    catalog = catalog(Map.of());
    embedded = catalog.defaultModel().manifest().name();
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void aNewDirectoryIsLoadedAndTheOthersStayAsTheyAre() throws IOException {
    LoadedModel zebra = catalog.require("zebra");
    ModelCopy.named("lion", folder.resolve("two"));

    Reload reload = catalog.reload();

    assertThat(reload).isEqualTo(new Reload(List.of("lion"), kept("zebra"), List.of(), List.of()));
    assertThat(hears(catalog.require("lion"))).isNotNull();
    assertThat(catalog.require("zebra")).isSameAs(zebra);
  }

  @Test
  void aModelThatIsGoneStaysForWhoeverUsesIt() throws IOException {
    ModelUse use = catalog.use("zebra");
    ModelUse another = catalog.use("zebra");
    delete("one");

    assertThat(catalog.reload().unloaded()).containsExactly("zebra");

    assertThatThrownBy(() -> catalog.use("zebra")).isInstanceOf(ApiException.class);
    another.close();
    another.close();
    assertThat(hears(use.model())).isNotNull();
    use.close();
    assertThatThrownBy(() -> hears(use.model())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aModelThatNobodyUsesIsClosedAtOnce() throws IOException {
    LoadedModel zebra = catalog.require("zebra");
    delete("one");
    catalog.reload();
    assertThatThrownBy(() -> hears(zebra)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aModelThatChangedIsReplaced() throws IOException {
    LoadedModel before = catalog.require("zebra");
    Path manifest = folder.resolve("one").resolve(ModelDirectory.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("\"owner\" : \"", "\"owner\" : \"new "));

    assertThat(catalog.reload().loaded()).containsExactly("zebra");

    assertThat(catalog.require("zebra").manifest().provenance().owner()).startsWith("new ");
    assertThatThrownBy(() -> hears(before)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void whatCannotBeLoadedIsReportedAndTheRestGoesOn() throws IOException {
    LoadedModel zebra = catalog.require("zebra");
    Files.writeString(folder.resolve("one/model.onnx"), "damaged");
    ModelCopy.named("lion", folder.resolve("two"));
    ModelCopy.named("zebra", folder.resolve("a-second-zebra"));

    Reload reload = catalog.reload();

    assertThat(reload.loaded()).containsExactly("lion");
    assertThat(reload.failed())
        .extracting(Reload.Failure::message)
        .anySatisfy(message -> assertThat(message).contains("model.onnx has SHA-256"))
        .anySatisfy(message -> assertThat(message).contains("both named 'zebra'"))
        .hasSize(2);
    assertThat(catalog.require("zebra")).isSameAs(zebra);
    assertThat(hears(zebra)).isNotNull();
  }

  @Test
  void theDefaultModelStaysWhenItsDirectoryIsGone() throws IOException {
    catalog.close();
    catalog = catalog(Map.of("quartzite.models.default", "zebra"));
    delete("one");

    Reload reload = catalog.reload();

    assertThat(reload.failed()).extracting(Reload.Failure::message).asString().contains("default");
    assertThat(hears(catalog.defaultModel())).isNotNull();
  }

  @Test
  void aModelIsUnloadedUntilTheNextReload() {
    LoadedModel zebra = catalog.require("zebra");
    catalog.unload("zebra");
    assertThatThrownBy(() -> hears(zebra)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> catalog.require("zebra")).isInstanceOf(ApiException.class);
    assertThat(catalog.reload().loaded()).containsExactly("zebra");
    assertThatThrownBy(() -> catalog.unload(embedded))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("is the default model");
    assertThatThrownBy(() -> catalog.unload("whisper-1")).isInstanceOf(ApiException.class);
  }

  @Test
  void noRequestIsDroppedWhileModelsComeAndGo() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(executor.submit(() -> callUntil(done)));
    }
    Path manifest = folder.resolve("one").resolve(ModelDirectory.MANIFEST);
    for (int i = 0; i < 5; i++) {
      Files.writeString(
          manifest,
          Files.readString(manifest).replaceFirst("\"owner\" : \"", "\"owner\" : \"" + i));
      assertThat(catalog.reload().loaded()).containsExactly("zebra");
    }
    done.set(true);
    for (Future<Integer> caller : callers) {
      assertThat(caller.get()).isPositive();
    }
    executor.shutdownNow();
  }

  private int callUntil(AtomicBoolean done) {
    int calls = 0;
    while (!done.get() || calls == 0) {
      try (ModelUse use = catalog.use("zebra")) {
        assertThat(hears(use.model())).isNotNull();
        calls++;
      }
    }
    return calls;
  }

  private List<String> kept(String name) {
    return List.of(embedded, name);
  }

  /** What a model makes of half a second of silence. */
  private static String hears(LoadedModel model) {
    return model.transcriber().transcribe(Waveform.wrap(new float[8000], 16_000)).text();
  }

  private void delete(String directory) throws IOException {
    Path path = folder.resolve(directory);
    Files.move(path, folder.resolve("." + directory));
  }

  private ModelCatalog catalog(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("quartzite.models.directory", folder.toString());
    return new ModelCatalog(SettingsOf.properties(all));
  }
}
