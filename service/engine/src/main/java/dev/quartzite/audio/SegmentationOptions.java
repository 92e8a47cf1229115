package dev.quartzite.audio;

/**
 * How long recordings are cut.
 *
 * @param wholeSeconds recordings up to this length stay whole
 * @param shortestSeconds a segment is not cut before this
 * @param firstSeconds the first segment is cut at a clear pause before this, if there is one, so
 *     that the first words are there soon
 * @param longestSeconds a segment is cut at this at the latest, at a pause or not
 * @param overlapSeconds how much of a segment that had no pause the next one repeats
 */
public record SegmentationOptions(
    double wholeSeconds,
    double shortestSeconds,
    double firstSeconds,
    double longestSeconds,
    double overlapSeconds) {
  public SegmentationOptions {
    boolean ordered =
        0 < overlapSeconds
            && overlapSeconds < shortestSeconds
            && shortestSeconds < firstSeconds
            && firstSeconds <= longestSeconds
            && longestSeconds <= wholeSeconds;
    if (!ordered) {
      throw new IllegalArgumentException(
          "overlap < shortest < first ≤ longest ≤ whole, not %s, %s, %s, %s, %s seconds"
              .formatted(
                  overlapSeconds, shortestSeconds, firstSeconds, longestSeconds, wholeSeconds));
    }
  }

  /** Whole up to 40 s, which is about what the network sees at once; else segments of 8 to 24 s. */
  public static SegmentationOptions defaults() {
    return new SegmentationOptions(40, 8, 12, 24, 4);
  }
}
