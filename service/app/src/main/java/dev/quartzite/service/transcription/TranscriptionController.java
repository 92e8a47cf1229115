package dev.quartzite.service.transcription;

import dev.quartzite.Transcript;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.models.ModelCatalog;
import dev.quartzite.service.uploads.MultipartForm;
import dev.quartzite.service.uploads.UploadReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/audio/transcriptions}. */
@RestController
class TranscriptionController {
  private final TranscriptionSlots slots;
  private final UploadReader uploads;
  private final ModelCatalog catalog;
  private final Transcription transcription;

  TranscriptionController(
      TranscriptionSlots slots,
      UploadReader uploads,
      ModelCatalog catalog,
      Transcription transcription) {
    this.slots = slots;
    this.uploads = uploads;
    this.catalog = catalog;
    this.transcription = transcription;
  }

  @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @SuppressWarnings("try") // the slot is held, not used
  ResponseEntity<Object> transcribe(HttpServletRequest http) throws IOException {
    try (TranscriptionSlots.Slot slot = slots.admit();
        MultipartForm form = uploads.read(http)) {
      TranscriptionRequest request = TranscriptionRequest.of(form, catalog);
      Transcript transcript = transcription.transcribe(request.recording(), request.model());
      TranscriptFormat format = request.format().writer();
      return ResponseEntity.ok()
          .contentType(format.mediaType())
          .body(format.body(transcript, request));
    }
  }
}
