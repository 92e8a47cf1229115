package dev.quartzite.service.transcription;

import dev.quartzite.service.access.Caller;
import dev.quartzite.service.access.Slot;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.errors.CallerGoneException;
import dev.quartzite.service.uploads.MultipartForm;
import dev.quartzite.service.uploads.UploadReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/audio/transcriptions}. */
@RestController
class TranscriptionController {
  private final TranscriptionSlots slots;
  private final UploadReader uploads;
  private final RequestReader requests;
  private final Transcription transcription;
  private final JsonMapper mapper;

  TranscriptionController(
      TranscriptionSlots slots,
      UploadReader uploads,
      RequestReader requests,
      Transcription transcription,
      JsonMapper mapper) {
    this.slots = slots;
    this.uploads = uploads;
    this.requests = requests;
    this.transcription = transcription;
    this.mapper = mapper;
  }

  @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @SuppressWarnings("try") // the slot is held, not used
  @Nullable ResponseEntity<Object> transcribe(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest http,
      HttpServletResponse response)
      throws IOException {
    try (Slot slot = slots.admit();
        MultipartForm form = uploads.read(http)) {
      TranscriptionRequest request = requests.read(form, caller);
      if (request.stream()) {
        stream(request, new EventStream(request, response, mapper));
        return null;
      }
      Result result = transcription.transcribe(request, (channel, part, frames) -> {});
      TranscriptFormat format = request.format().writer();
      return ResponseEntity.ok().contentType(format.mediaType()).body(format.body(result, request));
    }
  }

  private void stream(TranscriptionRequest request, EventStream events) {
    try {
      events.done(
          transcription.transcribe(request, (channel, part, frames) -> events.part(channel, part)));
    } catch (CallerGoneException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!events.begun()) {
        throw e;
      }
      events.failed(e);
    }
  }
}
