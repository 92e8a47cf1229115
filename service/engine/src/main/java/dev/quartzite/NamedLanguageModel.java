package dev.quartzite;

import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.LanguageModelException;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A language model and how it is told from others. Immutable.
 *
 * @param id what requests call it
 * @param sha256 of its file, hexadecimal
 * @param model the model
 */
public record NamedLanguageModel(String id, String sha256, LanguageModel model) {
  /**
   * Opens a file, compiled or ARPA, and reads it once for its checksum.
   *
   * @throws LanguageModelException if it is no language model
   * @throws IOException if it cannot be read
   */
  public static NamedLanguageModel open(String id, Path file) throws IOException {
    LanguageModel model = NgramLanguageModel.open(file);
    return new NamedLanguageModel(id, ModelDirectory.sha256(file), model);
  }
}
