package dev.quartzite.decoding;

import java.util.List;

/** The words and phrases that a request expects. Immutable. */
public record HotWords(List<HotWord> words) {
  private static final HotWords NONE = new HotWords(List.of());

  public HotWords {
    words = List.copyOf(words);
  }

  /** No hot words. */
  public static HotWords none() {
    return NONE;
  }
}
