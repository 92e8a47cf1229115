package dev.quartzite;

/**
 * Is told of each part of a recording as soon as it is transcribed, on the thread that transcribes.
 * What it throws ends the transcription.
 */
@FunctionalInterface
public interface PartListener {
  /**
   * A part has been transcribed. Parts come in the order of the recording and none is told twice;
   * at a pause the first frame of a part may lie where the last one of the part before did.
   *
   * @param part what was said in it, with times in the whole recording
   * @param frames what it was read from
   */
  void heard(Transcript part, Frames frames);
}
