package dev.quartzite.service.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far requests may go in choosing how emissions are decoded.
 *
 * @param maxBeamWidth widest beam search; time and memory grow with it
 * @param maxLanguageModelWeight largest weight of a language model
 * @param maxWordBonus largest bonus for a word, and largest malus
 * @param maxHotWords most hot words, spellings counted
 * @param maxBoost largest boost of a hot word, and largest discouragement; natural log
 * @param maxNBest most alternatives
 */
public record DecodingSettings(
    @DefaultValue("1000") int maxBeamWidth,
    @DefaultValue("10") double maxLanguageModelWeight,
    @DefaultValue("20") double maxWordBonus,
    @DefaultValue("500") int maxHotWords,
    @DefaultValue("50") double maxBoost,
    @DefaultValue("20") int maxNBest) {

  /** Checks the values. */
  public DecodingSettings {
    require(maxBeamWidth >= 1, "max-beam-width is 1 or more", maxBeamWidth);
    require(
        maxLanguageModelWeight >= 0 && Double.isFinite(maxLanguageModelWeight),
        "max-language-model-weight is 0 or more",
        maxLanguageModelWeight);
    require(
        maxWordBonus >= 0 && Double.isFinite(maxWordBonus),
        "max-word-bonus is 0 or more",
        maxWordBonus);
    require(maxHotWords >= 0, "max-hot-words is 0 or more", maxHotWords);
    require(maxBoost >= 0 && Double.isFinite(maxBoost), "max-boost is 0 or more", maxBoost);
    require(maxNBest >= 1, "max-n-best is 1 or more", maxNBest);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException("quartzite.decoding.%s, not %s".formatted(rule, value));
    }
  }
}
