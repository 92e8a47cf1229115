package dev.quartzite.audio;

import java.util.Arrays;

/**
 * Finds the quietest stretch of a stretch of sound, and says whether it is a pause. Loudness is the
 * energy of the difference between neighbouring means over half a millisecond, in decibels for each
 * 10 ms: a band around 700 Hz, where voices are strongest, which leaves out hum, wind and most of
 * what hisses. A pause is quiet throughout compared with the range between the quietest and the
 * loudest moments around it, so that it is found at any level of noise. For one thread.
 */
final class PauseFinder {
  /** Where people breathe. */
  static final double CLEAR_SECONDS = 0.24;

  /** No shorter pause is told from the closure of a stop consonant. */
  static final double SHORTEST_SECONDS = 0.14;

  private static final double FRAME_SECONDS = 0.01;
  private static final double MEAN_SECONDS = 0.0005;
  private static final double[] PAUSE_SECONDS = {0.4, CLEAR_SECONDS, SHORTEST_SECONDS};
  private static final double QUIET_PART_OF_RANGE = 0.4;
  private static final double SMALLEST_RANGE_DB = 9;

  /**
   * Digital silence is no quieter than this below speech, so that a breath still counts as quiet
   * beside it.
   */
  private static final double LARGEST_RANGE_DB = 50;

  private final int frameSamples;
  private final int meanSamples;

  PauseFinder(int sampleRate) {
    frameSamples = (int) (sampleRate * FRAME_SECONDS);
    meanSamples = Math.max(1, (int) (sampleRate * MEAN_SECONDS));
  }

  /**
   * The middle of the longest kind of pause between two samples, the quietest if there are several.
   *
   * @param samples sound around the place, of which {@code length} are valid
   * @param least length of a pause, seconds
   * @return its sample, or −1 if there is no pause
   */
  int find(float[] samples, int length, int from, int to, double least) {
    double[] loudness = loudness(samples, length);
    double[] sorted = loudness.clone();
    Arrays.sort(sorted);
    double loudest = sorted[sorted.length * 19 / 20];
    double range = Math.min(loudest - sorted[sorted.length / 100], LARGEST_RANGE_DB);
    if (range < SMALLEST_RANGE_DB) {
      return -1;
    }
    double threshold = loudest - (1 - QUIET_PART_OF_RANGE) * range;
    for (double seconds : PAUSE_SECONDS) {
      if (seconds < least) {
        break;
      }
      int width = (int) Math.round(seconds / FRAME_SECONDS);
      int frame = quietestFrame(loudness, from / frameSamples, to / frameSamples, width);
      if (frame >= 0 && loudest(loudness, frame, width) < threshold) {
        return (frame + width / 2) * frameSamples;
      }
    }
    return -1;
  }

  private double[] loudness(float[] samples, int length) {
    double[] decibels = new double[length / frameSamples];
    double difference = 0;
    for (int frame = 0; frame < decibels.length; frame++) {
      double energy = 1e-10;
      for (int i = frame * frameSamples; i < (frame + 1) * frameSamples; i++) {
        // Of the sums over the last meanSamples and over as many before those.
        difference += samples[i] - 2 * before(samples, i - meanSamples);
        difference += before(samples, i - 2 * meanSamples);
        energy += difference * difference;
      }
      decibels[frame] = 10 * Math.log10(energy / (meanSamples * meanSamples));
    }
    return decibels;
  }

  private static float before(float[] samples, int i) {
    return i < 0 ? 0 : samples[i];
  }

  /** First frame of the stretch of {@code width} whose loudest frame is the quietest. */
  private static int quietestFrame(double[] loudness, int from, int to, int width) {
    int best = -1;
    double bestLevel = Double.POSITIVE_INFINITY;
    for (int frame = from; frame + width <= Math.min(to, loudness.length); frame++) {
      double level = loudest(loudness, frame, width);
      if (level < bestLevel) {
        bestLevel = level;
        best = frame;
      }
    }
    return best;
  }

  private static double loudest(double[] loudness, int from, int width) {
    double level = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + width; i++) {
      level = Math.max(level, loudness[i]);
    }
    return level;
  }
}
