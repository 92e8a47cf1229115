package dev.quartzite.service.transcription;

import dev.quartzite.AlignedText;
import dev.quartzite.LoadedModel;
import dev.quartzite.UnalignableTextException;
import dev.quartzite.service.access.Caller;
import dev.quartzite.service.access.Slot;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.uploads.MultipartForm;
import dev.quartzite.service.uploads.UploadReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/audio/alignments}: when each word and letter of a given text is said. */
@RestController
class AlignmentController {
  private static final String TEXT = "text";

  private final TranscriptionSlots slots;
  private final UploadReader uploads;
  private final RequestReader requests;
  private final Transcription transcription;

  AlignmentController(
      TranscriptionSlots slots,
      UploadReader uploads,
      RequestReader requests,
      Transcription transcription) {
    this.slots = slots;
    this.uploads = uploads;
    this.requests = requests;
    this.transcription = transcription;
  }

  /**
   * The answer's body.
   *
   * @param duration seconds
   * @param text the words that were found, as the caller wrote them
   */
  record Alignment(
      String task,
      String model,
      double duration,
      String text,
      List<TimedWord> words,
      List<TimedCharacter> characters,
      Usage usage) {}

  @PostMapping(path = "/v1/audio/alignments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @SuppressWarnings("try") // the slot is held, not used
  Alignment align(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest http)
      throws IOException {
    try (Slot slot = slots.admit();
        MultipartForm form = uploads.read(http)) {
      Path recording = form.requireFile();
      LoadedModel model = requests.model(form);
      Result result = align(caller, recording, model, text(form, model));
      return new Alignment(
          "align",
          model.manifest().name(),
          Times.seconds(result.seconds()),
          result.text(),
          TimedWord.of(result),
          TimedCharacter.of(result),
          Usage.of(result));
    }
  }

  private Result align(Caller caller, Path recording, LoadedModel model, AlignedText text) {
    try {
      return transcription.align(caller, recording, model, text);
    } catch (UnalignableTextException e) {
      throw ApiException.unalignable(TEXT, String.valueOf(e.getMessage()));
    }
  }

  private static AlignedText text(MultipartForm form, LoadedModel model) {
    String text =
        form.value(TEXT)
            .orElseThrow(
                () ->
                    ApiException.missingField(
                        TEXT, "the field 'text' is missing: send what is said in the recording"));
    try {
      return AlignedText.of(text, model.transcriber().reader());
    } catch (IllegalArgumentException e) {
      throw ApiException.badField(TEXT, String.valueOf(e.getMessage()));
    }
  }
}
