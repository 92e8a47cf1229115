package dev.quartzite.service.http;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelDirectory.SelfTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The embedded model's recordings and what it makes of them. */
final class Samples {
  private static final ModelDirectory MODEL = ModelDirectory.open(directory());

  private Samples() {}

  /** The embedded model's directory, as the build laid it out. */
  static Path directory() {
    URL manifest =
        Objects.requireNonNull(
            Samples.class.getResource("/models/quartznet5x5-en/" + ModelDirectory.MANIFEST));
    return Path.of(URI.create(manifest.toString())).resolveSibling("");
  }

  static String model() {
    return MODEL.manifest().name();
  }

  static List<SelfTest> all() {
    return MODEL.selfTests();
  }

  /** Length of one of these recordings, all of which are 16 kHz, 16 bits, mono. */
  static double seconds(Path recording) throws IOException {
    return (Files.size(recording) - 44) / 32_000.0;
  }

  static SelfTest first() {
    return all().get(0);
  }
}
