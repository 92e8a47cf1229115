package dev.quartzite.service.transcription;

/**
 * What a transcription is charged by, in OpenAI's terms.
 *
 * @param type always {@code duration}
 * @param seconds length of the recording
 */
record Usage(String type, double seconds) {
  static Usage of(Result result) {
    return new Usage("duration", Times.seconds(result.seconds()));
  }
}
