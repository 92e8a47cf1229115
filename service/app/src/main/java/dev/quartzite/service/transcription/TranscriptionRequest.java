package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.service.access.Caller;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a caller wants, checked. Immutable.
 *
 * @param caller who wants it
 * @param recording the upload
 * @param recordingName what its sender calls it, without folder and ending; one word
 * @param model who transcribes
 * @param language ISO 639-1 code
 * @param decoding how emissions are decoded
 * @param channels which are heard
 * @param format what the transcript is written as
 * @param granularities what to give the times of, where the format gives any
 * @param inclusions what a JSON answer is to have besides
 * @param stream whether the transcript is wanted part by part, as it is made
 */
record TranscriptionRequest(
    Caller caller,
    Path recording,
    String recordingName,
    LoadedModel model,
    String language,
    Decoding decoding,
    ChannelSelection channels,
    ResponseFormat format,
    Set<Granularity> granularities,
    Set<Inclusion> inclusions,
    boolean stream) {

  TranscriptionRequest {
    granularities = Set.copyOf(granularities);
    inclusions = Set.copyOf(inclusions);
  }

  boolean wants(Granularity granularity) {
    return granularities.contains(granularity);
  }

  /** Whether the probability of each letter is wanted. */
  boolean logprobs() {
    return inclusions.contains(Inclusion.LOGPROBS);
  }
}
