package dev.quartzite.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.LoadedModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.SettingsOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  @TempDir private Path folder;
  private String embedded = "";

  @BeforeEach
  void nameOfTheEmbeddedModel() {
    try (ModelCatalog catalog = new ModelCatalog(SettingsOf.properties(Map.of()))) {
      embedded = catalog.defaultModel().manifest().name();
    }
  }

  @Test
  void hasTheEmbeddedModelAndTheOperatorsModels() throws Exception {
    ModelCopy.named("zebra", folder.resolve("one"));
    Files.createDirectory(folder.resolve(".git"));
    Files.createFile(folder.resolve("notes.txt"));

    try (ModelCatalog catalog = catalog(Map.of())) {
      assertThat(names(catalog)).containsExactlyInAnyOrder(embedded, "zebra");
      assertThat(catalog.defaultModel().manifest().name()).isEqualTo(embedded);
      assertThat(catalog.require("zebra").manifest().name()).isEqualTo("zebra");
    }
  }

  @Test
  void takesTheConfiguredDefaultForOpenAisNameToo() throws Exception {
    ModelCopy.named("zebra", folder.resolve("one"));

    try (ModelCatalog catalog = catalog(Map.of("quartzite.models.default", "zebra"))) {
      assertThat(catalog.defaultModel().manifest().name()).isEqualTo("zebra");
      assertThat(catalog.require("whisper-1")).isSameAs(catalog.defaultModel());
    }
  }

  @Test
  void putsAModelOfTheOperatorsInThePlaceOfTheEmbeddedOneOfItsName() throws Exception {
    Path copy = ModelCopy.to(folder.resolve("mine"));

    try (ModelCatalog catalog = catalog(Map.of())) {
      assertThat(names(catalog)).containsExactly(embedded);
      assertThat(catalog.defaultModel().directory().path()).isEqualTo(copy);
    }
  }

  @Test
  void refusesTwoModelsOfOneName() throws Exception {
    ModelCopy.named("zebra", folder.resolve("one"));
    ModelCopy.named("zebra", folder.resolve("two"));

    refuses(Map.of(), "one", "two", "both named 'zebra'");
  }

  @Test
  void refusesADirectoryThatIsNoModel() throws Exception {
    Files.createDirectory(folder.resolve("empty"));

    refuses(Map.of(), "empty is not a model directory", "manifest.json");
  }

  @Test
  void refusesWeightsThatWereDamaged() throws Exception {
    Files.writeString(ModelCopy.to(folder.resolve("mine")).resolve("model.onnx"), "damaged");

    refuses(Map.of(), "model.onnx has SHA-256");
  }

  @Test
  void refusesAFolderThatIsAModelItself() throws Exception {
    Path model = ModelCopy.to(folder.resolve("mine"));

    refuses(
        Map.of("quartzite.models.directory", model.toString()),
        "is a model itself",
        "folder around");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    refuses(Map.of("quartzite.models.directory", "/no/such/folder"), "/no/such/folder");
  }

  @Test
  void refusesADefaultThatIsNoModel() {
    refuses(
        Map.of("quartzite.models.default", "lion"), "quartzite.models.default", "lion", embedded);
  }

  @Test
  void tellsCallersWhichModelsThereAre() {
    try (ModelCatalog catalog = catalog(Map.of())) {
      assertThatThrownBy(() -> catalog.require("lion"))
          .isInstanceOf(ApiException.class)
          .hasMessageContainingAll("lion", embedded);
    }
  }

  private void refuses(Map<String, String> properties, String... reasons) {
    assertThatThrownBy(() -> catalog(properties))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(reasons);
  }

  private ModelCatalog catalog(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("quartzite.models.directory", folder.toString());
    return new ModelCatalog(SettingsOf.properties(all));
  }

  private static List<String> names(ModelCatalog catalog) {
    return catalog.all().stream().map(LoadedModel::manifest).map(m -> m.name()).toList();
  }
}
