package dev.quartzite.service.settings;

import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.RuntimeOptions;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator's choices: all settings of {@code quartzite.*}. Immutable.
 *
 * @param device where networks run: {@code cpu}, {@code cuda}, {@code tensorrt}, {@code plugin} for
 *     an execution provider in a library of its own, or {@code auto} for CUDA where it can be used
 * @param provider settings of the device's execution provider
 * @param threads processor threads that one run of a network may use; 0 for one a core
 * @param temporaryDirectory where the service makes its private folder for uploads; by
 *     application.yaml the system's place for temporary files
 * @param models which models there are
 * @param limits what a request may cost
 * @param decoding how far a request may change the decoder
 * @param access who may call, and how often
 */
@ConfigurationProperties("quartzite")
public record QuartziteSettings(
    @DefaultValue("cpu") Device device,
    @DefaultValue ProviderOptions provider,
    @DefaultValue("0") int threads,
    Path temporaryDirectory,
    @DefaultValue @NestedConfigurationProperty ModelSettings models,
    @DefaultValue @NestedConfigurationProperty LimitSettings limits,
    @DefaultValue @NestedConfigurationProperty DecodingSettings decoding,
    @DefaultValue @NestedConfigurationProperty AccessSettings access) {

  /** Checks the values. */
  public QuartziteSettings {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "quartzite.threads is a number of threads, or 0 for one a core, not " + threads);
    }
    if (device == Device.PLUGIN && provider.library() == null) {
      throw new IllegalArgumentException(
          "quartzite.device is plugin, so quartzite.provider.library has to name its library");
    }
    threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** How networks are run. */
  public RuntimeOptions runtime() {
    return new RuntimeOptions(device, threads, provider.toEngine());
  }
}
