package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.NamedLanguageModel;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.BeamSearchOptions;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.models.LanguageModelCatalog;
import dev.quartzite.service.settings.DecodingSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import dev.quartzite.service.uploads.MultipartForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The fields of a form that say how to decode → {@link Decoding}. Beam search is the default where
 * there is a language model, or where a field is given that only beam search heeds; the greedy
 * decoder refuses such a field, except for a {@code prompt}, which stock clients send to any
 * server. Safe for any number of threads.
 */
@Component
final class DecodingReader {
  private static final List<String> BEAM_FIELDS =
      List.of("beam_width", "language_model", "language_model_weight", "word_bonus", "hotwords");

  private final LanguageModelCatalog languageModels;
  private final HotWordReader hotWords;
  private final NumberField beamWidth;
  private final NumberField weight;
  private final NumberField wordBonus;
  private final NumberField nBest;

  DecodingReader(LanguageModelCatalog languageModels, QuartziteSettings settings) {
    DecodingSettings limits = settings.decoding();
    this.languageModels = languageModels;
    this.hotWords = new HotWordReader(limits);
    this.beamWidth = new NumberField("beam_width", 1, limits.maxBeamWidth());
    this.weight = new NumberField("language_model_weight", 0, limits.maxLanguageModelWeight());
    this.wordBonus = new NumberField("word_bonus", -limits.maxWordBonus(), limits.maxWordBonus());
    this.nBest = new NumberField("n_best", 1, limits.maxNBest());
  }

  private enum Decoder {
    GREEDY,
    BEAM
  }

  /**
   * Reads the fields.
   *
   * @throws ApiException naming the field that is wrong
   */
  Decoding read(MultipartForm form, LoadedModel model) {
    Alphabet alphabet = model.manifest().alphabet();
    List<NamedLanguageModel> known = languageModels.of(model);
    Optional<NamedLanguageModel> languageModel = languageModel(form, known);
    Optional<Integer> alternatives = nBest.wholeIn(form);
    BeamSearchOptions options = options(form).withNBest(alternatives.orElse(1));
    if (decoder(form, !known.isEmpty(), options.nBest()) == Decoder.GREEDY) {
      return Decoding.greedy(alphabet, alternatives.isPresent());
    }
    if (languageModel.isEmpty()) {
      refuse(
          form,
          List.of("language_model_weight", "word_bonus"),
          "a language model, and there is none");
    }
    return Decoding.beam(
        alphabet,
        languageModel,
        hotWords.read(form, alphabet, languageModel),
        options,
        alternatives.isPresent());
  }

  private static Optional<NamedLanguageModel> languageModel(
      MultipartForm form, List<NamedLanguageModel> known) {
    Optional<String> asked = form.value("language_model");
    if (asked.isEmpty()) {
      return known.stream().findFirst();
    }
    String id = asked.get();
    if (id.equals(LanguageModelCatalog.NONE)) {
      return Optional.empty();
    }
    Optional<NamedLanguageModel> found =
        known.stream().filter(named -> named.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      List<String> ids = known.stream().map(NamedLanguageModel::id).toList();
      throw ApiException.badField(
          "language_model",
          "language_model is one of %s%s, not '%s'"
              .formatted(
                  ids.isEmpty() ? "" : String.join(", ", ids) + ", ",
                  LanguageModelCatalog.NONE,
                  id));
    }
    return found;
  }

  private BeamSearchOptions options(MultipartForm form) {
    BeamSearchOptions options = BeamSearchOptions.defaults();
    options = beamWidth.wholeIn(form).map(options::withBeamWidth).orElse(options);
    options = weight.in(form).map(options::withLanguageModelWeight).orElse(options);
    return wordBonus.in(form).map(options::withWordBonus).orElse(options);
  }

  private static Decoder decoder(MultipartForm form, boolean hasLanguageModel, int hypotheses) {
    Choice<Decoder> choice =
        Choice.of("decoder", Decoder.values(), value -> value.name().toLowerCase(Locale.ROOT));
    Optional<Decoder> asked = form.value("decoder").map(choice::named);
    if (asked.equals(Optional.of(Decoder.GREEDY))) {
      String need = "the decoder 'beam', and decoder is 'greedy'";
      refuse(form, BEAM_FIELDS, need);
      refuse(form, hypotheses > 1 ? List.of("n_best") : List.of(), need);
      return Decoder.GREEDY;
    }
    boolean heeded =
        hypotheses > 1
            || BEAM_FIELDS.stream().anyMatch(field -> isGiven(form, field))
            || isGiven(form, "prompt");
    return hasLanguageModel || heeded ? Decoder.BEAM : asked.orElse(Decoder.GREEDY);
  }

  private static void refuse(MultipartForm form, List<String> fields, String need) {
    for (String field : fields) {
      if (isGiven(form, field)) {
        throw ApiException.badField(field, "%s needs %s".formatted(field, need));
      }
    }
  }

  /** Whether there is something to heed: having no language model asks for nothing. */
  private static boolean isGiven(MultipartForm form, String field) {
    boolean noLanguageModel =
        field.equals("language_model")
            && form.value(field).equals(Optional.of(LanguageModelCatalog.NONE));
    return !form.values(field).isEmpty() && !noLanguageModel;
  }
}
