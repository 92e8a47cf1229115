package dev.quartzite.audio;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Decodes and resamples in a child process, so that a recording made to break a decoder breaks only
 * that. The sound comes back as AU, a header with channels and rate before endless samples, and
 * with all its channels: they are selected in one place, whichever way they came.
 */
final class FfmpegDecoder {
  private FfmpegDecoder() {}

  /**
   * The sound of a recording at {@code sampleRate} hertz. One shorter than half the resampler's
   * filter (6 ms at most for the usual rates) is empty.
   *
   * @throws UnsupportedAudioException if nothing in it can be decoded
   */
  static PcmFrames open(Path recording, int sampleRate, AudioLimits limits) throws IOException {
    try {
      Optional<PcmFrames> frames =
          start(FfmpegCommand.resampled(sampleRate, limits), recording, limits);
      return frames.isPresent() ? frames.get() : empty(recording, sampleRate, limits);
    } catch (UnsupportedAudioException e) {
      boolean undecodable = e.reason() == UnsupportedAudioException.Reason.UNDECODABLE;
      throw undecodable && !ContainerSignature.matches(recording)
          ? UnsupportedAudioException.notAudio()
          : e;
    }
  }

  /** Tells a recording of a few samples from one in which there is nothing to be found. */
  private static PcmFrames empty(Path recording, int sampleRate, AudioLimits limits)
      throws IOException {
    Optional<PcmFrames> samples = start(FfmpegCommand.unchanged(limits), recording, limits);
    if (samples.isEmpty()) {
      throw UnsupportedAudioException.undecodable("no sound was found in it");
    }
    samples.get().close();
    return PcmFrames.none(samples.get().layout().atRate(sampleRate));
  }

  /** The output of FFmpeg, at its first frame; nothing if it ends well without one. */
  private static Optional<PcmFrames> start(List<String> command, Path recording, AudioLimits limits)
      throws IOException {
    FfmpegProcess process = new FfmpegProcess(command, recording, limits.decodeTimeout());
    Optional<PcmFrames> frames = Optional.empty();
    try {
      PushbackInputStream output = new PushbackInputStream(process);
      if (hasMore(output)) {
        PcmLayout layout = layout(output);
        if (hasMore(output)) {
          frames = Optional.of(new PcmFrames(output, layout));
        }
      }
      return frames;
    } finally {
      if (frames.isEmpty()) {
        process.close();
      }
    }
  }

  private static PcmLayout layout(PushbackInputStream output) throws IOException {
    HeaderReader header = new HeaderReader("AU", output, Long.MAX_VALUE, ByteOrder.BIG_ENDIAN);
    return AuHeader.read(header).orElseThrow();
  }

  private static boolean hasMore(PushbackInputStream output) throws IOException {
    int next = output.read();
    if (next >= 0) {
      output.unread(next);
    }
    return next >= 0;
  }
}
