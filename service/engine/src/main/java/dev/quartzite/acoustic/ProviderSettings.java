package dev.quartzite.acoustic;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's settings for an execution provider other than the processor's.
 *
 * @param library the provider's library, for {@link Device#PLUGIN}
 * @param hardware which of its devices: {@code cpu}, {@code gpu} or {@code npu}
 * @param options handed to the provider as they are
 */
public record ProviderSettings(
    Optional<Path> library, String hardware, Map<String, String> options) {
  /** Copies the options. */
  public ProviderSettings {
    options = Map.copyOf(options);
  }

  /** No library and no options. */
  public static ProviderSettings none() {
    return new ProviderSettings(Optional.empty(), "cpu", Map.of());
  }
}
