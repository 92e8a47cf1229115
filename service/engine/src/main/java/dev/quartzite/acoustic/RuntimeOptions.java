package dev.quartzite.acoustic;

/**
 * The operator's choices for running a network.
 *
 * @param device where
 * @param threads processor threads that one call may use
 * @param provider settings of the device's execution provider
 */
public record RuntimeOptions(Device device, int threads, ProviderSettings provider) {
  public RuntimeOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("a call needs at least 1 thread, not " + threads);
    }
  }

  /** A device without further settings. */
  public RuntimeOptions(Device device, int threads) {
    this(device, threads, ProviderSettings.none());
  }

  /** The processor, with all of its cores for a call. */
  public static RuntimeOptions defaults() {
    return new RuntimeOptions(Device.CPU, Runtime.getRuntime().availableProcessors());
  }
}
