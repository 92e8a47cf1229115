package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.service.access.Caller;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.models.ModelCatalog;
import dev.quartzite.service.models.ModelUse;
import dev.quartzite.service.uploads.MultipartForm;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Form → {@link TranscriptionRequest}. Fields of other names are ignored, as OpenAI's API does; a
 * value that means nothing here is refused. Safe for any number of threads.
 */
@Component
final class RequestReader {
  /** ISO 639-2 code of a language that is not known. */
  private static final String UNDETERMINED = "und";

  private static final NumberField TEMPERATURE = new NumberField("temperature", 0, 1);

  private final ModelCatalog catalog;
  private final DecodingReader decodings;

  RequestReader(ModelCatalog catalog, DecodingReader decodings) {
    this.catalog = catalog;
    this.decodings = decodings;
  }

  /**
   * Reads the fields of a form.
   *
   * @throws ApiException naming the field that is missing or wrong
   */
  TranscriptionRequest read(MultipartForm form, Caller caller) {
    LoadedModel model = model(form);
    // It has no meaning for CTC, but a value that is no temperature is somebody's mistake.
    TEMPERATURE.in(form);
    return new TranscriptionRequest(
        caller,
        form.requireFile(),
        form.fileName(),
        model,
        language(form, model),
        decodings.read(form, model),
        channels(form),
        form.value("response_format")
            .map(
                Choice.of("response_format", ResponseFormat.values(), ResponseFormat::label)::named)
            .orElse(ResponseFormat.JSON),
        granularities(form),
        inclusions(form),
        form.value("stream")
            .map(Choice.of("stream", new Boolean[] {true, false}, String::valueOf)::named)
            .orElse(false));
  }

  /**
   * The model that a form names, or the default one; in use until the form is closed.
   *
   * @throws ApiException 404 if there is none of this name
   */
  LoadedModel model(MultipartForm form) {
    ModelUse use = form.value("model").map(catalog::use).orElseGet(catalog::useDefault);
    form.atEnd(use::close);
    return use.model();
  }

  private static String language(MultipartForm form, LoadedModel model) {
    List<String> spoken = model.manifest().provenance().languages();
    if (spoken.isEmpty()) {
      // Nobody said what it speaks, so nothing can be refused.
      return form.value("language").orElse(UNDETERMINED);
    }
    String language = form.value("language").orElse(spoken.get(0));
    // A region is no other language: en-GB is en.
    String code = Locale.forLanguageTag(language.replace('_', '-')).getLanguage();
    if (!spoken.contains(code)) {
      throw ApiException.badField(
          "language",
          "the model '%s' does not know the language '%s'; it knows %s (ISO 639-1)"
              .formatted(model.manifest().name(), language, String.join(", ", spoken)));
    }
    return code;
  }

  private static ChannelSelection channels(MultipartForm form) {
    try {
      return form.value("channels").map(ChannelSelection::parse).orElse(ChannelSelection.MIX);
    } catch (IllegalArgumentException e) {
      throw ApiException.badField("channels", String.valueOf(e.getMessage()));
    }
  }

  private static Set<Granularity> granularities(MultipartForm form) {
    Choice<Granularity> choice =
        Choice.of("timestamp_granularities", Granularity.values(), Granularity::label);
    Set<Granularity> chosen = EnumSet.noneOf(Granularity.class);
    form.values("timestamp_granularities").stream().map(choice::named).forEach(chosen::add);
    return chosen.isEmpty() ? EnumSet.of(Granularity.WORD, Granularity.SEGMENT) : chosen;
  }

  private static Set<Inclusion> inclusions(MultipartForm form) {
    Choice<Inclusion> choice = Choice.of("include", Inclusion.values(), Inclusion::label);
    return form.values("include").stream().map(choice::named).collect(Collectors.toSet());
  }
}
