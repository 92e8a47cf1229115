package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartzite.LoadedModel;
import dev.quartzite.ModelManifest;

/**
 * What a transcript was made with: the same audio with the same receipt gives the same text.
 *
 * @param model id
 * @param modelSha256 of its weights, hexadecimal
 * @param frontEnd version of the features
 * @param decoder its name and parameters
 * @param channels which were heard
 * @param device where the network ran
 */
record Receipt(
    String model,
    @JsonProperty("model_sha256") String modelSha256,
    @JsonProperty("front_end") String frontEnd,
    DecoderReceipt decoder,
    String channels,
    String device) {

  static Receipt of(TranscriptionRequest request) {
    LoadedModel model = request.model();
    ModelManifest manifest = model.manifest();
    return new Receipt(
        manifest.name(),
        String.valueOf(manifest.checksums().get(ModelManifest.WEIGHTS)),
        manifest.frontEnd().version().label(),
        request.decoding().receipt(),
        request.channels().toString(),
        model.device().used().label());
  }
}
