package dev.quartzite.models.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartzite.ModelManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CatalogTest {
  @Test
  void everyModelOfTheProjectsListCanBeAsked() throws IOException {
    Catalog catalog = Catalog.ofProject();
    assertThat(catalog.entries()).hasSizeGreaterThan(10);
    for (Catalog.Entry entry : catalog.entries()) {
      ModelManifest.requireName(entry.id());
      assertThat(catalog.require(entry.id())).isEqualTo(entry);
      assertThat(entry.address()).hasScheme("https");
      assertThat(entry.languages()).isNotEmpty().allMatch(code -> code.matches("[a-z]{2}"));
      assertThat(entry.licence()).isNotBlank();
      assertThat(entry.owner()).isNotBlank();
      entry.megabytes().ifPresent(size -> assertThat(size).isPositive());
      entry.sha256().ifPresent(sha256 -> assertThat(sha256).matches("[0-9a-f]{64}"));
    }
  }

  @Test
  void anUnknownModelIsAnsweredWithTheKnownOnes() throws IOException {
    Catalog catalog = Catalog.ofProject();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog.require("stt_xx"))
        .withMessageContaining("stt_de_quartznet15x5");
  }

  @Test
  void aListThatLacksAFieldIsRefusedByItsName() {
    String json = "{\"models\": [{\"id\": \"small\", \"licence\": \"MIT\", \"owner\": \"me\"}]}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalog.read(new ByteArrayInputStream(json.getBytes(UTF_8)), "own.json"))
        .withMessageContaining("own.json")
        .withMessageContaining("the field 'address' of the model 'small'");
  }
}
