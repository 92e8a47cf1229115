package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartzite.NamedLanguageModel;
import dev.quartzite.decoding.BeamSearchOptions;
import dev.quartzite.decoding.HotWord;
import dev.quartzite.decoding.HotWords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The decoder in a receipt, its parameters named as in a request; see {@link BeamSearchOptions}.
 * Those that have no say are absent: beam search's with the greedy decoder, a language model's
 * without one.
 *
 * @param name {@code greedy} or {@code beam}
 * @param languageModel its id
 * @param languageModelSha256 of its file, hexadecimal
 * @param hotwords the phrases that were favoured; those of a prompt too
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DecoderReceipt(
    String name,
    @Nullable Integer beamWidth,
    @Nullable Double tokenFloor,
    @Nullable Double beamFloor,
    @Nullable String languageModel,
    @Nullable String languageModelSha256,
    @Nullable Double languageModelWeight,
    @Nullable Double wordBonus,
    @Nullable Double unknownWordScore,
    @Nullable Double unknownPrefixScore,
    List<HotWord> hotwords) {

  static DecoderReceipt greedy() {
    return new DecoderReceipt(
        "greedy", null, null, null, null, null, null, null, null, null, List.of());
  }

  static DecoderReceipt beam(
      Optional<NamedLanguageModel> languageModel, HotWords favoured, BeamSearchOptions options) {
    boolean fused = languageModel.isPresent();
    return new DecoderReceipt(
        "beam",
        options.beamWidth(),
        options.tokenFloor(),
        options.beamFloor(),
        languageModel.map(NamedLanguageModel::id).orElse(null),
        languageModel.map(NamedLanguageModel::sha256).orElse(null),
        fused ? options.languageModelWeight() : null,
        fused ? options.wordBonus() : null,
        fused ? options.unknownWordScore() : null,
        fused ? options.unknownPrefixScore() : null,
        favoured.words());
  }
}
