package dev.quartzite.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelTest {
  @Test
  void anImageHasItUnpacked(@TempDir Path folder) {
    System.setProperty(EmbeddedModel.FOLDER, folder.toString());
    try (EmbeddedModel model = EmbeddedModel.open()) {
      assertThat(model.path()).isEqualTo(folder);
      assertThat(model.path().getFileSystem()).isSameAs(FileSystems.getDefault());
    } finally {
      System.clearProperty(EmbeddedModel.FOLDER);
    }
  }
}
