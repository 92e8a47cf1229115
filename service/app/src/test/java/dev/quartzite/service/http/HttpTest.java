package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A running service on a port of its own with the embedded model. After each test there is no
 * upload left, and no child process.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class HttpTest {
  private static final Path TEMPORARY = temporary();

  @LocalServerPort private int port;
  private Api api = new Api(0);

  @DynamicPropertySource
  static void temporaryDirectory(DynamicPropertyRegistry registry) {
    registry.add("quartzite.temporary-directory", TEMPORARY::toString);
  }

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    assertThat(uploads()).isEmpty();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  Api api() {
    return api;
  }

  int port() {
    return port;
  }

  /** The files that the service holds on disk. */
  static List<Path> uploads() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPORARY)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of("target"), "uploads");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
