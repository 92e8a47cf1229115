package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.Transcriber;
import dev.quartzite.Transcript;
import dev.quartzite.acoustic.DeadlineExceededException;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.UnsupportedAudioException;
import dev.quartzite.audio.UnsupportedAudioException.Reason;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * A recording on disk → what was said in it, when its turn comes, in constant memory. Safe for any
 * number of threads.
 */
@Component
public final class Transcription {
  /**
   * No limit is nothing: a channel more is too long then, but does not break the limit's own rule.
   */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final TranscriptionSlots slots;
  private final LimitSettings limits;

  Transcription(TranscriptionSlots slots, QuartziteSettings settings) {
    this.slots = slots;
    this.limits = settings.limits();
  }

  /** Is told of each part of a transcript as soon as there is one. */
  @FunctionalInterface
  interface PartListener {
    void heard(int channel, Transcript part);
  }

  /** What was said in a recording. */
  public Transcript transcribe(Path recording, LoadedModel model) {
    return transcribe(recording, model.transcriber(), ChannelSelection.MIX, (channel, part) -> {})
        .channels()
        .get(0);
  }

  /**
   * What was said in the recording of a request.
   *
   * @throws UnsupportedAudioException if it is no recording, or too long
   * @throws DeadlineExceededException if it is not done in time; its work is abandoned
   * @throws dev.quartzite.service.errors.ApiException 503 if its turn does not come in time
   */
  Result transcribe(TranscriptionRequest request, PartListener listener) {
    Transcriber transcriber = request.model().transcriber().with(request.decoding().decoder());
    return transcribe(request.recording(), transcriber, request.channels(), listener);
  }

  @SuppressWarnings("try") // the slot is held, not used
  private Result transcribe(
      Path recording, Transcriber transcriber, ChannelSelection channels, PartListener listener) {
    long end = System.nanoTime() + limits.deadline().toNanos();
    PartListener watched =
        (channel, part) -> {
          if (System.nanoTime() - end > 0) {
            throw new DeadlineExceededException(limits.deadline());
          }
          listener.heard(channel, part);
        };
    try (TranscriptionSlots.Slot slot = slots.begin()) {
      if (channels.kind() == ChannelSelection.Kind.SEPARATE) {
        return separate(recording, transcriber, watched);
      }
      Transcript transcript =
          channel(
              recording,
              transcriber,
              channels,
              limits.recordingLength(),
              part -> watched.heard(0, part));
      return new Result(List.of(transcript), transcript.seconds());
    }
  }

  /** Channel after channel until there are no more; all of them together within the limit. */
  private Result separate(Path recording, Transcriber transcriber, PartListener listener) {
    List<Transcript> transcripts = new ArrayList<>();
    Duration left = limits.recordingLength();
    while (true) {
      int number = transcripts.size();
      ChannelSelection channel = ChannelSelection.number(number);
      try {
        transcripts.add(
            channel(recording, transcriber, channel, left, part -> listener.heard(number, part)));
      } catch (UnsupportedAudioException e) {
        if (e.reason() == Reason.NO_SUCH_CHANNEL && !transcripts.isEmpty()) {
          return new Result(transcripts, transcripts.get(0).seconds());
        }
        throw e;
      }
      double seconds = transcripts.get(transcripts.size() - 1).seconds();
      left = left.minusMillis(Math.round(seconds * 1000));
      left = left.compareTo(LEAST) > 0 ? left : LEAST;
    }
  }

  private static Transcript channel(
      Path recording,
      Transcriber transcriber,
      ChannelSelection channel,
      Duration longest,
      Consumer<Transcript> listener) {
    AudioLimits audioLimits = AudioLimits.defaults().withMaxSeconds(longest.toMillis() / 1e3);
    AudioReader reader =
        new AudioReader(transcriber.extractor().frontEnd().sampleRate(), audioLimits);
    try (AudioStream stream = reader.open(recording, channel)) {
      return transcriber.transcribe(stream, listener);
    }
  }
}
