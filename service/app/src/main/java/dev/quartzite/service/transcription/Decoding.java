package dev.quartzite.service.transcription;

import dev.quartzite.NamedLanguageModel;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.BeamSearchCtcDecoder;
import dev.quartzite.decoding.BeamSearchOptions;
import dev.quartzite.decoding.CtcDecoder;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.decoding.HotWords;
import dev.quartzite.lm.LanguageModel;
import java.util.Optional;

/**
 * How a request has emissions decoded. Immutable.
 *
 * @param decoder emissions to hypotheses
 * @param receipt what it is, in a receipt
 * @param alternatives whether the answer lists its hypotheses
 */
record Decoding(CtcDecoder decoder, DecoderReceipt receipt, boolean alternatives) {

  static Decoding greedy(Alphabet alphabet, boolean alternatives) {
    return new Decoding(new GreedyCtcDecoder(alphabet), DecoderReceipt.greedy(), alternatives);
  }

  /**
   * Beam search.
   *
   * @throws IllegalArgumentException if a hot word cannot be written with the alphabet
   */
  static Decoding beam(
      Alphabet alphabet,
      Optional<NamedLanguageModel> languageModel,
      HotWords hotWords,
      BeamSearchOptions options,
      boolean alternatives) {
    LanguageModel model =
        languageModel.map(NamedLanguageModel::model).orElseGet(LanguageModel::none);
    return new Decoding(
        new BeamSearchCtcDecoder(alphabet, model, hotWords, options),
        DecoderReceipt.beam(languageModel, hotWords, options),
        alternatives);
  }
}
