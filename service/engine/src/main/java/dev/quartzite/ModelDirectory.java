package dev.quartzite;

import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A model as it lies on disk, or within a jar by way of its file system: {@code manifest.json},
 * {@code model.onnx}, {@code MODEL_CARD.md}, and where there are recordings to try it on, {@code
 * selftest.tsv}. Opening one reads the manifest and checks the SHA-256 of every file that it names.
 *
 * @param path the directory
 * @param manifest what its manifest says
 */
public record ModelDirectory(Path path, ModelManifest manifest) {
  /** Name of the manifest's file. */
  public static final String MANIFEST = "manifest.json";

  private static final String SELF_TEST = "selftest.tsv";

  /**
   * A recording and what the model makes of it.
   *
   * @param recording a file of the directory
   * @param transcript the expected text
   */
  public record SelfTest(Path recording, String transcript) {}

  /**
   * Opens a directory and checks its files.
   *
   * @throws ModelException naming the file that is missing, malformed or has other bytes than the
   *     manifest says
   */
  public static ModelDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ModelException(
          "%s is not a model directory: there is no such directory".formatted(path));
    }
    Path file = path.resolve(MANIFEST);
    ModelManifest manifest;
    try {
      manifest = ManifestJson.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ModelException(
          "%s is not a model directory: it has no %s; `quartzite-models add` makes one"
              .formatted(path, MANIFEST),
          e);
    } catch (CharacterCodingException e) {
      throw new ModelException("%s is not a manifest: it is not UTF-8 text".formatted(file), e);
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s".formatted(file, e), e);
    } catch (RuntimeException e) {
      throw new ModelException("%s is not a manifest: %s".formatted(file, e.getMessage()), e);
    }
    manifest.checksums().forEach((name, expected) -> verify(path, name, expected));
    return new ModelDirectory(path, manifest);
  }

  /** Writes a manifest into a directory. */
  public static void writeManifest(Path directory, ModelManifest manifest) throws IOException {
    Files.writeString(directory.resolve(MANIFEST), ManifestJson.write(manifest));
  }

  /** The file of the weights. */
  public Path weights() {
    return path.resolve(ModelManifest.WEIGHTS);
  }

  /**
   * The recordings to try the model on with their expected transcripts; none if the directory has
   * no self-test. Each line of {@code selftest.tsv} is a file's name, a tab and a text.
   *
   * @throws ModelException if a line is malformed, naming it
   */
  public List<SelfTest> selfTests() {
    Path file = path.resolve(SELF_TEST);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().map(line -> selfTest(file, line)).toList();
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Opens the language models that the manifest names, in its order. They are mapped into memory
   * where the directory lies on disk.
   */
  List<NamedLanguageModel> openLanguageModels() {
    return manifest.decoding().languageModels().stream().map(this::open).toList();
  }

  private NamedLanguageModel open(AttachedLanguageModel attached) {
    return new NamedLanguageModel(
        attached.id(),
        String.valueOf(manifest.checksums().get(attached.file())),
        NgramLanguageModel.open(path.resolve(attached.file())));
  }

  private SelfTest selfTest(Path file, String line) {
    int tab = line.indexOf('\t');
    if (tab < 1) {
      throw new ModelException(
          "%s: a line is a recording's name, a tab and its text, not '%s'".formatted(file, line));
    }
    return new SelfTest(path.resolve(line.substring(0, tab)), line.substring(tab + 1));
  }

  private static void verify(Path directory, String name, String expected) {
    Path file = directory.resolve(name);
    if (!file.normalize().startsWith(directory.normalize())) {
      throw new ModelException(
          "the manifest of %s names '%s', which lies outside of it".formatted(directory, name));
    }
    String found;
    try {
      found = sha256(file);
    } catch (NoSuchFileException e) {
      throw new ModelException("%s is named in the manifest and missing".formatted(file), e);
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s".formatted(file, e), e);
    }
    if (!found.equalsIgnoreCase(expected)) {
      throw new ModelException(
          "%s has SHA-256 %s, the manifest says %s: it is damaged or was replaced; fetch it again, or make"
                  .formatted(file, found, expected)
              + " the directory anew with `quartzite-models add`");
    }
  }

  /** SHA-256 of a file in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
