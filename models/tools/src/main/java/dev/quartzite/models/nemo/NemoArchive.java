package dev.quartzite.models.nemo;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The files of a {@code .nemo} archive that matter, copied out of it: configurations ({@code
 * .yaml}) and checkpoints ({@code .ckpt}, {@code .pt}). The archive is a {@linkplain TarStream
 * tar}. Copies get names of our own, so an archive decides neither where nor what is written; one
 * that tries to, by names that lead elsewhere or by links, is refused as a whole.
 */
final class NemoArchive {
  private static final String CONFIGURATION = "model_config.yaml";
  private static final List<String> MODULES = List.of("preprocessor", "encoder", "decoder");

  private static final long MOST_CONFIGURATION_BYTES = 4L << 20;

  private final Path source;
  private final Map<String, Path> files;

  private NemoArchive(Path source, Map<String, Path> files) {
    this.source = source;
    this.files = files;
  }

  /**
   * Copies the files that matter into a folder.
   *
   * @throws NemoException if the archive is damaged, too large, or names a place outside of itself
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  static NemoArchive unpack(Path archive, Path folder) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    try (TarStream tar = new TarStream(archive)) {
      for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
        String name = baseName(entry.getName());
        if (entry.isFile() && matters(name)) {
          Path next = folder.resolve("entry-" + files.size());
          tar.copy(files.computeIfAbsent(name, first -> next));
        }
      }
    }
    return new NemoArchive(archive, files);
  }

  /** Deletes the copies. */
  void discard() throws IOException {
    for (Path copy : files.values()) {
      Files.delete(copy);
    }
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static boolean matters(String name) {
    return name.endsWith(".yaml") || name.endsWith(".ckpt") || name.endsWith(".pt");
  }

  /**
   * The model's configuration: {@code model_config.yaml}, or before 1.0 a file with the name of the
   * model's class.
   */
  Section configuration() throws IOException {
    String name =
        names(".yaml")
            .filter(yaml -> !yaml.endsWith("_graph.yaml"))
            .min(Comparator.comparing(yaml -> !yaml.equals(CONFIGURATION)))
            .orElseThrow(() -> missing("configuration", CONFIGURATION));
    Path copy = require(name);
    if (Files.size(copy) > MOST_CONFIGURATION_BYTES) {
      throw new NemoException(
          name,
          "has %d bytes, at most %d are read"
              .formatted(Files.size(copy), MOST_CONFIGURATION_BYTES));
    }
    try {
      return Section.parse(Files.readString(copy), name);
    } catch (CharacterCodingException e) {
      throw new NemoException(name, "is not UTF-8 text", e);
    }
  }

  /**
   * Opens the checkpoint: {@code model_weights.ckpt}, or before 1.0 one a module, whose tensors
   * lack the name of the module.
   */
  Checkpoint checkpoint() throws IOException {
    Optional<String> whole = names(".ckpt").findFirst();
    if (whole.isPresent()) {
      return Checkpoint.open(List.of(new Checkpoint.File("", whole.get(), require(whole.get()))));
    }
    List<Checkpoint.File> modules = new ArrayList<>();
    for (String module : MODULES) {
      names(".pt")
          .filter(name -> name.toLowerCase(Locale.ROOT).contains(module))
          .findFirst()
          .ifPresent(name -> modules.add(new Checkpoint.File(module + ".", name, require(name))));
    }
    if (modules.isEmpty()) {
      throw missing("checkpoint", "model_weights.ckpt");
    }
    return Checkpoint.open(modules);
  }

  private Stream<String> names(String ending) {
    return files.keySet().stream().filter(name -> name.endsWith(ending));
  }

  private Path require(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private NemoException missing(String what, String name) {
    return new NemoException(
        source.toString(),
        "has no %s (%s), only %s: it is no archive of a NeMo model"
            .formatted(what, name, files.keySet()));
  }
}
