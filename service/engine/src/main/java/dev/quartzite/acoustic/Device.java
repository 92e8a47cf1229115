package dev.quartzite.acoustic;

import java.util.Locale;

/** Where the operator wants the network to run. */
public enum Device {
  /** The processor. */
  CPU,
  /** An NVIDIA GPU; it is an error if none can be used. */
  CUDA,
  /** An NVIDIA GPU if one can be used, else the processor. */
  AUTO;

  /** The name in configuration and reports: lower-case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
