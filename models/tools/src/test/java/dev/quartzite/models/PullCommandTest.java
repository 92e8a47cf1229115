package dev.quartzite.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.models.catalog.FileServer;
import dev.quartzite.models.nemo.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullCommandTest extends CommandTest {
  private FileServer server;
  private Path into;
  private Path archive;

  @BeforeEach
  void serve() throws IOException {
    archive = TestArchive.resource("activation-selu.nemo");
    server = new FileServer(Files.readAllBytes(archive));
    into = folder.resolve("models");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aModelOfTheCatalogueBecomesADirectoryWithItsProvenance() throws IOException {
    Path catalog = catalog(ModelDirectory.sha256(archive));
    assertThat(run("pull", "small", "--into", into, "--catalog", catalog)).isZero();
    Provenance provenance = ModelDirectory.open(into.resolve("small")).manifest().provenance();
    assertThat(provenance.languages()).containsExactly("fo", "da");
    assertThat(provenance.licence()).isEqualTo("CC-BY-4.0");
    assertThat(provenance.owner()).isEqualTo("somebody");
    assertThat(into.resolve("small/MODEL_CARD.md"))
        .content()
        .contains("from <" + server.address("small.nemo") + ">", ModelDirectory.sha256(archive));
    assertThat(filesOf(into)).containsExactly("small");
  }

  @Test
  void anyAddressIsAddedUnderAName() throws IOException {
    assertThat(run("pull", "--url", server.address("x.nemo"), "--name=mine", "--into", into))
        .isZero();
    assertThat(ModelDirectory.open(into.resolve("mine")).manifest().name()).isEqualTo("mine");
  }

  @Test
  void otherBytesThanTheCatalogueSaysAreRefusedAndNothingStays() throws IOException {
    assertRefused(
        "expected is 1111", "pull", "small", "--into", into, "--catalog", catalog("11".repeat(32)));
    assertThat(into).doesNotExist();
  }

  @Test
  void aFileThatIsNoModelIsRefusedAndNothingStays() throws IOException {
    server.close();
    server = new FileServer("<html>an error page".getBytes(UTF_8));
    assertRefused(
        "was an error page downloaded?",
        "pull",
        "--url",
        server.address("x.nemo"),
        "--name=mine",
        "--into",
        into);
    assertThat(into).doesNotExist();
  }

  @Test
  void aModelThatIsThereIsNotFetchedAgain() throws IOException {
    Files.createDirectories(into.resolve("mine"));
    server.close();
    assertRefused(
        "exists: remove it first",
        "pull",
        "--url",
        server.address("x.nemo"),
        "--name=mine",
        "--into",
        into);
  }

  @Test
  void theCatalogueIsPrinted() {
    assertThat(run("pull")).isZero();
    assertThat(out.toString()).contains("stt_de_quartznet15x5", "CC-BY-NC-SA-4.0", "71 MB");
    assertThat(run("pull", "small")).isEqualTo(2);
    assertThat(err.toString()).contains("Expected are ID --into DIR, or --url");
  }

  @Test
  void aModelIsRemovedAndNothingElse() throws IOException {
    run("pull", "--url", server.address("x.nemo"), "--name=mine", "--into", into);
    Path precious = Files.createDirectories(into.resolve("other"));
    Files.writeString(precious.resolve("text"), "precious");
    assertThat(run("remove", into.resolve("mine"))).isZero();
    assertThat(filesOf(into)).containsExactly("other");
    assertRefused("nothing was deleted", "remove", precious);
    assertThat(precious.resolve("text")).exists();
  }

  private Path catalog(String sha256) throws IOException {
    return Files.writeString(
        folder.resolve("catalog.json"),
        """
        {"models": [{"id": "small", "languages": ["fo", "da"], "licence": "CC-BY-4.0",
          "owner": "somebody", "address": "%s", "sha256": "%s"}]}
        """
            .formatted(server.address("small.nemo"), sha256));
  }

  private static List<String> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
