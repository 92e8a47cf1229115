package dev.quartzite.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartzite.ModelDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int SIZE = 300_000;

  @TempDir Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final Download download = new Download(progress::add, pauses::add);
  private final byte[] content = new byte[SIZE];
  private FileServer server;
  private Path file;

  @BeforeEach
  void serve() throws IOException {
    new Random(5).nextBytes(content);
    server = new FileServer(content);
    file = folder.resolve("model.nemo");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileArrivesWholeAndAlone() throws IOException {
    fetch();
    assertThat(file).hasBinaryContent(content);
    assertThat(names()).containsExactly("model.nemo");
    assertThat(progress).containsExactly("0.3 of 0.3 MB");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aLostConnectionIsTakenUpWhereItBroke() throws IOException {
    server.cut(2, 100_000);
    fetch();
    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("", "bytes=100000-", "bytes=200000-");
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void alsoALaterRunGoesOn() throws IOException {
    server.cut(5, 20_000);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("was cut off 5 times")
        .withMessageContaining("the same command goes on from there");
    assertThat(file).doesNotExist();
    fetch();
    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).endsWith("bytes=100000-");
    assertThat(names()).containsExactly("model.nemo");
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedAnew() throws IOException {
    server.cut(5, 20_000);
    assertThatExceptionOfType(DownloadException.class).isThrownBy(this::fetch);
    byte[] other = "another file".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    server.serve(other, "\"second\"");
    fetch();
    assertThat(file).hasBinaryContent(other);
  }

  @Test
  void withoutANameForItsStateAFileIsFetchedAnew() throws IOException {
    server.serve(content, null);
    server.cut(1, 100_000);
    fetch();
    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("", "");
  }

  @Test
  void aFileOfUnknownLengthEndsWhereTheServerSays() throws IOException {
    server.chunk();
    fetch();
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void anotherChecksumIsRefusedAndDeleted() throws IOException {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> download.fetch(address(), file, Optional.of("00".repeat(32))))
        .withMessageContaining("expected is 0000")
        .withMessageContaining("was deleted");
    assertThat(names()).isEmpty();
  }

  @Test
  void theRightChecksumIsAccepted() throws IOException {
    Path same = Files.write(folder.resolve("same"), content);
    String sha256 = ModelDirectory.sha256(same);
    Files.delete(same);
    download.fetch(address(), file, Optional.of(sha256.toUpperCase(java.util.Locale.ROOT)));
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void aRefusalSaysWhatToDo() {
    server.refuse(404);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("HTTP status 404")
        .withMessageContaining("--url");
    server.refuse(401);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("it may ask for an account");
    server.refuse(308);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("which is not followed");
    server.refuse(503);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("try again later");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsTriedAgainAndNamed() {
    server.close();
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining(address().toString())
        .withMessageContaining("cannot be fetched");
    assertThat(pauses).hasSize(4);
  }

  @Test
  void otherAddressesThanOfTheWebAreRefused() {
    for (String address : List.of("file:///etc/passwd", "jar:file:/a.jar!/b", "model.nemo")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> download.fetch(URI.create(address), file, Optional.empty()))
          .withMessageContaining("begins with https://");
    }
  }

  private void fetch() throws IOException {
    download.fetch(address(), file, Optional.empty());
  }

  private URI address() {
    return server.address("model.nemo");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
