package dev.quartzite.features;

/**
 * The measures of a log-mel front end, as a model's manifest states them.
 *
 * @param version which of NeMo's framings and paddings
 * @param sampleRate hertz
 * @param windowSamples length of the Hann window, samples
 * @param hopSamples distance between frames, samples
 * @param fftSize length of the Fourier transform, a power of two not below the window
 * @param melBands number of bands of the mel filterbank, from 0 Hz to half the sample rate
 */
public record FrontEnd(
    Version version, int sampleRate, int windowSamples, int hopSamples, int fftSize, int melBands) {

  /** Framings that differ between NeMo's releases, by the name that a manifest uses. */
  public enum Version {
    /** Releases before 1.0: reflected edges, ceil(n / hop) frames. */
    NEMO_0_X("nemo-0.x"),
    /** Releases 1.0 to 2.4: reflected edges, floor(n / hop) + 1 frames. */
    NEMO_1_X("nemo-1.x"),
    /**
     * Release 2.5 and later: zero edges, floor(n / hop) frames; the last is dropped before the
     * statistics.
     */
    NEMO_2_5("nemo-2.5");

    private final String label;

    Version(String label) {
      this.label = label;
    }

    /** The name in a manifest. */
    public String label() {
      return label;
    }

    /**
     * The version with this name.
     *
     * @throws IllegalArgumentException naming the known versions
     */
    public static Version of(String label) {
      for (Version version : values()) {
        if (version.label.equals(label)) {
          return version;
        }
      }
      throw new IllegalArgumentException(
          "the front end is one of nemo-0.x, nemo-1.x, nemo-2.5, not '" + label + "'");
    }
  }

  /** Checks that the measures fit together. */
  public FrontEnd {
    require(sampleRate > 0, "sample rate", sampleRate, "positive");
    require(hopSamples > 0, "hop", hopSamples, "positive");
    require(windowSamples > 1, "window", windowSamples, "at least 2 samples");
    require(
        Integer.bitCount(fftSize) == 1 && fftSize >= windowSamples,
        "FFT size",
        fftSize,
        "a power of two not below the window of " + windowSamples + " samples");
    require(melBands > 0, "number of mel bands", melBands, "positive");
  }

  /** QuartzNet's front end: 16 kHz, 20 ms window, 10 ms hop, 512-point FFT, 64 mel bands. */
  public static FrontEnd quartzNet(Version version) {
    return new FrontEnd(version, 16_000, 320, 160, 512, 64);
  }

  private static void require(boolean holds, String what, int value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("the " + what + " is " + rule + ", not " + value);
    }
  }
}
