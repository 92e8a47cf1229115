package dev.quartzite.service.transcription;

import dev.quartzite.LoadedModel;
import dev.quartzite.Transcript;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.UnsupportedAudioException;
import dev.quartzite.audio.Waveform;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.settings.QuartziteSettings;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** A recording on disk → its transcript, when its turn comes. Safe for any number of threads. */
@Component
public final class Transcription {
  private final TranscriptionSlots slots;
  private final AudioLimits audioLimits;

  Transcription(TranscriptionSlots slots, QuartziteSettings settings) {
    this.slots = slots;
    this.audioLimits =
        AudioLimits.defaults().withMaxSeconds(settings.limits().recordingLength().toMillis() / 1e3);
  }

  /**
   * What was said in a recording.
   *
   * @throws UnsupportedAudioException if it is no recording, or too long
   * @throws dev.quartzite.service.errors.ApiException 503 if its turn does not come in time
   */
  @SuppressWarnings("try") // the slot is held, not used
  public Transcript transcribe(Path recording, LoadedModel model) {
    AudioReader reader = new AudioReader(model.manifest().frontEnd().sampleRate(), audioLimits);
    try (TranscriptionSlots.Slot slot = slots.begin()) {
      Waveform waveform = reader.read(recording, ChannelSelection.MIX).get(0);
      return model.transcriber().transcribe(waveform);
    }
  }
}
