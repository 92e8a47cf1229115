package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.models.ModelCatalog;
import dev.quartzite.service.uploads.MultipartForm;
import dev.quartzite.service.uploads.UploadReader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a caller wants, checked. Fields of other names are ignored, as OpenAI's API does; a value
 * that means nothing here is refused. Immutable.
 *
 * @param model who transcribes
 * @param recording the upload
 * @param language ISO 639-1 code
 * @param format what the transcript is written as
 * @param granularities what to give the times of, where the format gives any
 */
record TranscriptionRequest(
    LoadedModel model,
    Path recording,
    String language,
    ResponseFormat format,
    Set<Granularity> granularities) {

  TranscriptionRequest {
    granularities = Set.copyOf(granularities);
  }

  /**
   * Reads the fields of a form.
   *
   * @throws ApiException naming the field that is missing or wrong
   */
  static TranscriptionRequest of(MultipartForm form, ModelCatalog catalog) {
    LoadedModel model = form.value("model").map(catalog::require).orElseGet(catalog::defaultModel);
    ResponseFormat format =
        form.value("response_format")
            .map(
                name ->
                    Choice.of(
                        "response_format", name, ResponseFormat.values(), ResponseFormat::label))
            .orElse(ResponseFormat.JSON);
    String language = language(form, model);
    Set<Granularity> granularities = granularities(form);
    checkTemperature(form);
    checkStream(form);
    Path recording =
        form.file()
            .orElseThrow(
                () ->
                    ApiException.missingField(
                        UploadReader.FILE,
                        "the field 'file' is missing: send the recording in it"));
    return new TranscriptionRequest(model, recording, language, format, granularities);
  }

  private static String language(MultipartForm form, LoadedModel model) {
    List<String> spoken = model.manifest().provenance().languages();
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

  private static Set<Granularity> granularities(MultipartForm form) {
    Set<Granularity> chosen = EnumSet.noneOf(Granularity.class);
    for (String name : form.values("timestamp_granularities")) {
      chosen.add(
          Choice.of("timestamp_granularities", name, Granularity.values(), Granularity::label));
    }
    return chosen.isEmpty() ? EnumSet.allOf(Granularity.class) : chosen;
  }

  /** It has no meaning for CTC, but a value that is no temperature is somebody's mistake. */
  private static void checkTemperature(MultipartForm form) {
    form.value("temperature")
        .ifPresent(
            value -> {
              double temperature;
              try {
                temperature = Double.parseDouble(value);
              } catch (NumberFormatException e) {
                temperature = Double.NaN;
              }
              if (!(temperature >= 0 && temperature <= 1)) {
                throw ApiException.badField(
                    "temperature",
                    "temperature is a number from 0 to 1, not '%s'".formatted(value));
              }
            });
  }

  private static void checkStream(MultipartForm form) {
    form.value("stream")
        .filter(value -> !value.equals("false"))
        .ifPresent(
            value -> {
              throw ApiException.badField(
                  "stream", "stream is 'false', not '%s'; leave it out".formatted(value));
            });
  }
}
