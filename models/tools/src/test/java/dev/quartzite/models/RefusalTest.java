package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.models.nemo.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Gives {@code add} what it has to refuse, in one sentence and without anything left on disk. */
abstract class RefusalTest extends CommandTest {
  TestArchive archive;
  Path file;

  @BeforeEach
  void unpack() throws IOException {
    archive = TestArchive.of("activation-selu.nemo");
    file = folder.resolve("attack.nemo");
  }

  @AfterEach
  void nothingWasWritten() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).containsExactlyInAnyOrder(folder, file);
    }
  }

  void assertRefused(String message) {
    err.getBuffer().setLength(0);
    assertRefused(message, "add", file, "--name=model", "--into=" + folder.resolve("new/models"));
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
