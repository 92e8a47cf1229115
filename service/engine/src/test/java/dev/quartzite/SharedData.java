package dev.quartzite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference data beside the checkout: a folder {@code shared} next to it, or the system
 * property {@code quartzite.shared}. It is not part of the project; tests that need it are skipped
 * with a message where it is absent.
 */
public final class SharedData {
  private static final Optional<Path> ROOT = find();

  private SharedData() {}

  /** A file or folder of the reference data; skips the calling test where there is none. */
  public static Path require(String relative) {
    Assumptions.assumeTrue(
        ROOT.isPresent(), "skipped: no reference data (folder shared beside the checkout)");
    Path path = ROOT.orElseThrow().resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), "skipped: the reference data has no " + relative);
    return path;
  }

  private static Optional<Path> find() {
    @Nullable String property = System.getProperty("quartzite.shared");
    Stream<Path> candidates =
        property != null
            ? Stream.of(Path.of(property))
            : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(folder -> folder.resolve("shared"));
    return candidates.filter(folder -> Files.isDirectory(folder.resolve("design"))).findFirst();
  }
}
