package dev.quartzite.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.ModelDirectory;
import dev.quartzite.NamedLanguageModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.service.settings.QuartziteSettings;
import dev.quartzite.service.settings.SettingsOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelCatalogTest {
  private static final String SETTING = "quartzite.models.language-models.";

  @TempDir private Path folder;
  private Path arpa = Path.of("");

  @BeforeEach
  void write() throws IOException {
    arpa =
        Files.writeString(
            folder.resolve("a.arpa"),
            "\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\n-1\t</s>\n\n\\end\\\n");
  }

  @Test
  void theModelsOwnComeFirstAndThenTheOperators() throws IOException {
    List<NamedLanguageModel> all =
        of(Map.of(SETTING + "b-1", arpa.toString(), SETTING + "a", arpa.toString()));

    assertThat(all).extracting(NamedLanguageModel::id).containsExactly("english-3gram", "a", "b-1");
    assertThat(all.get(1).sha256()).isEqualTo(ModelDirectory.sha256(arpa));
  }

  @Test
  void aFileThatIsNoLanguageModelIsRefusedByTheSettingsName() throws IOException {
    Files.writeString(arpa, "<html>");

    refused("law", "law", "a.arpa");
  }

  @Test
  void theIdOfAModelsOwnIsRefused() {
    refused("english-3gram", "english-3gram", "another name");
  }

  @Test
  void theNameForNoneIsRefused() {
    refused("none", "none", "another name");
  }

  private void refused(String id, String... parts) {
    assertThatThrownBy(() -> of(Map.of(SETTING + id, arpa.toString())))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(parts);
  }

  private static List<NamedLanguageModel> of(Map<String, String> properties) {
    QuartziteSettings settings = SettingsOf.properties(properties);
    try (ModelCatalog models = new ModelCatalog(settings)) {
      return new LanguageModelCatalog(settings).of(models.defaultModel());
    }
  }
}
