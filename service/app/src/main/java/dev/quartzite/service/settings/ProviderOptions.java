package dev.quartzite.service.settings;

import dev.quartzite.acoustic.ProviderSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the execution provider that runs the networks on a device other than the processor.
 *
 * @param library the provider's library, for {@code quartzite.device=plugin}
 * @param hardware which of a plugin's devices: {@code cpu}, {@code gpu} or {@code npu}
 * @param options handed to the provider as they are, for example {@code
 *     quartzite.provider.options.trt_fp16_enable=1}
 */
public record ProviderOptions(
    @Nullable Path library,
    @DefaultValue("cpu") String hardware,
    @DefaultValue Map<String, String> options) {

  /** Copies the options. */
  public ProviderOptions {
    options = Map.copyOf(options);
  }

  ProviderSettings toEngine() {
    return new ProviderSettings(Optional.ofNullable(library), hardware, options);
  }
}
