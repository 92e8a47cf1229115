package dev.quartzite.service.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Which models the service offers besides the embedded one.
 *
 * @param directory a folder whose every directory is a model; none if absent
 * @param defaultModel the model of requests that name none; the embedded one if absent
 * @param languageModels files of language models, compiled or ARPA, by the ids that requests call
 *     them; they go with every model
 * @param administratorKeySha256 SHA-256, hexadecimal, of the key that may change which models are
 *     loaded while the service runs; nobody may if absent
 */
public record ModelSettings(
    @Nullable Path directory,
    @Name("default") @Nullable String defaultModel,
    @DefaultValue Map<String, Path> languageModels,
    @Nullable String administratorKeySha256) {

  /** Copies the map, in the order of the ids, and checks the key. */
  public ModelSettings {
    if (administratorKeySha256 != null && !administratorKeySha256.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "quartzite.models.administrator-key-sha256 is 64 hexadecimal digits, as `echo -n KEY | sha256sum` gives them");
    }
    languageModels = Collections.unmodifiableMap(new TreeMap<>(languageModels));
  }
}
