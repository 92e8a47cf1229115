package dev.quartzite.audio;

import java.time.Duration;

/**
 * What one recording may cost: choices of the operator, immutable.
 *
 * @param maxSeconds longest recording, seconds; of channels kept separate, their seconds together,
 *     since each is work of its own
 * @param decodeTimeout how long to wait for the decoder of one recording, altogether. Time that the
 *     reader's caller spends between two blocks does not count.
 * @param maxDecoderBytes address space of the decoder's process, bytes, where the operating system
 *     can limit it (Linux). Decoding common formats takes about 400 MB of it, most of it never
 *     touched.
 */
public record AudioLimits(double maxSeconds, Duration decodeTimeout, long maxDecoderBytes) {
  private static final double DEFAULT_SECONDS = 4 * 3600;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
  private static final long DEFAULT_DECODER_BYTES = 1L << 30;

  /** Checks that each limit is positive and finite. */
  public AudioLimits {
    if (!(maxSeconds > 0 && maxSeconds < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the longest recording is a positive number of seconds, not " + maxSeconds);
    }
    if (decodeTimeout.isNegative() || decodeTimeout.isZero()) {
      throw new IllegalArgumentException("the decode timeout is positive, not " + decodeTimeout);
    }
    if (maxDecoderBytes <= 0) {
      throw new IllegalArgumentException(
          "the decoder's memory is a positive number of bytes, not " + maxDecoderBytes);
    }
  }

  /** Four hours of sound, ten minutes of decoding, 1 GiB of address space. */
  public static AudioLimits defaults() {
    return new AudioLimits(DEFAULT_SECONDS, DEFAULT_TIMEOUT, DEFAULT_DECODER_BYTES);
  }

  /** The same with another longest recording, seconds. */
  public AudioLimits withMaxSeconds(double seconds) {
    return new AudioLimits(seconds, decodeTimeout, maxDecoderBytes);
  }

  /** Refuses a recording of so many seconds that gives so many waveforms if it is too long. */
  void check(double seconds, int waveforms) {
    if (seconds * waveforms > maxSeconds) {
      throw UnsupportedAudioException.tooLong(waveforms, seconds * waveforms, maxSeconds);
    }
  }
}
