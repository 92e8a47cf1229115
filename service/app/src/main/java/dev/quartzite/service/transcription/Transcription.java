package dev.quartzite.service.transcription;

import dev.quartzite.AlignedText;
import dev.quartzite.Frames;
import dev.quartzite.LoadedModel;
import dev.quartzite.PartListener;
import dev.quartzite.Transcriber;
import dev.quartzite.Transcript;
import dev.quartzite.acoustic.DeadlineExceededException;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.UnsupportedAudioException;
import dev.quartzite.audio.UnsupportedAudioException.Reason;
import dev.quartzite.service.access.Caller;
import dev.quartzite.service.access.Deadlines;
import dev.quartzite.service.access.Slot;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
  private final Deadlines deadlines;
  private final TranscriptionMetrics metrics;
  private final LimitSettings limits;

  Transcription(
      TranscriptionSlots slots,
      Deadlines deadlines,
      TranscriptionMetrics metrics,
      QuartziteSettings settings) {
    this.slots = slots;
    this.deadlines = deadlines;
    this.metrics = metrics;
    this.limits = settings.limits();
  }

  /** Is told of each part of a channel, and of what it was read from, as soon as there is one. */
  @FunctionalInterface
  interface ChannelListener {
    void heard(int channel, Transcript part, Frames frames);
  }

  /** What was said in a recording. */
  public Transcript transcribe(Path recording, LoadedModel model) {
    return begin(
            Caller.SERVICE,
            () ->
                recognize(
                    recording,
                    model.transcriber(),
                    ChannelSelection.MIX,
                    (channel, part, frames) -> {}))
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
  Result transcribe(TranscriptionRequest request, ChannelListener listener) {
    Transcriber transcriber =
        request
            .model()
            .transcriber(request.caller().name())
            .with(request.decoding().decoder())
            .observedBy(metrics);
    Pictures pictures = new Pictures(request, limits.pictureLength());
    ChannelListener both =
        (channel, part, frames) -> {
          pictures.add(channel, frames);
          listener.heard(channel, part, frames);
        };
    Result result =
        begin(
            request.caller(),
            () -> recognize(request.recording(), transcriber, request.channels(), both));
    return new Result(result.channels(), result.seconds(), pictures.taken());
  }

  /**
   * When the words of a text are said in a recording.
   *
   * @throws dev.quartzite.UnalignableTextException if recording and text do not fit
   * @throws UnsupportedAudioException as for {@link #transcribe}; all else too
   */
  Result align(Caller caller, Path recording, LoadedModel model, AlignedText text) {
    Transcriber transcriber = model.transcriber(caller.name()).observedBy(metrics);
    return begin(
        caller,
        () -> {
          Duration longest = limits.recordingLength();
          try (AudioStream stream = open(recording, transcriber, ChannelSelection.MIX, longest)) {
            Transcript transcript = transcriber.align(stream, text);
            return new Result(List.of(transcript), transcript.seconds());
          }
        });
  }

  @SuppressWarnings("try") // the slot is held, not used
  private Result begin(Caller caller, Supplier<Result> work) {
    return deadlines.within(
        limits.deadline(),
        () -> {
          try (Slot slot = slots.begin(caller)) {
            long start = System.nanoTime();
            Result result = work.get();
            metrics.transcribed(result.seconds(), System.nanoTime() - start);
            return result;
          }
        });
  }

  private Result recognize(
      Path recording,
      Transcriber transcriber,
      ChannelSelection channels,
      ChannelListener listener) {
    if (channels.kind() == ChannelSelection.Kind.SEPARATE) {
      return separate(recording, transcriber, listener);
    }
    Transcript transcript =
        channel(
            recording,
            transcriber,
            channels,
            limits.recordingLength(),
            (part, frames) -> listener.heard(0, part, frames));
    return new Result(List.of(transcript), transcript.seconds());
  }

  /** Channel after channel until there are no more; all of them together within the limit. */
  private Result separate(Path recording, Transcriber transcriber, ChannelListener listener) {
    List<Transcript> transcripts = new ArrayList<>();
    Duration left = limits.recordingLength();
    while (true) {
      int number = transcripts.size();
      ChannelSelection channel = ChannelSelection.number(number);
      try {
        transcripts.add(
            channel(
                recording,
                transcriber,
                channel,
                left,
                (part, frames) -> listener.heard(number, part, frames)));
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
      PartListener listener) {
    try (AudioStream stream = open(recording, transcriber, channel, longest)) {
      return transcriber.transcribe(stream, listener);
    }
  }

  private static AudioStream open(
      Path recording, Transcriber transcriber, ChannelSelection channel, Duration longest) {
    AudioLimits audioLimits = AudioLimits.defaults().withMaxSeconds(longest.toMillis() / 1e3);
    return new AudioReader(transcriber.extractor().frontEnd().sampleRate(), audioLimits)
        .open(recording, channel);
  }
}
