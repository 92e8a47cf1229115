package dev.quartzite.acoustic;

import java.util.Locale;

/** Where the operator wants the network to run. */
public enum Device {
  /** The processor. */
  CPU,
  /** An NVIDIA GPU; it is an error if none can be used. */
  CUDA,
  /**
   * An NVIDIA GPU by way of TensorRT, with CUDA for what it leaves; it is an error if it cannot be
   * used.
   */
  TENSORRT,
  /**
   * An execution provider in a library of its own, as OpenVINO's; it is an error if it offers no
   * device.
   */
  PLUGIN,
  /** An NVIDIA GPU if one can be used, else the processor. */
  AUTO;

  /** The name in configuration and reports: lower-case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
