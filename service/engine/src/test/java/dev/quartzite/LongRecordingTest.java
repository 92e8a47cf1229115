package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.ChannelSelection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of any length with the embedded model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongRecordingTest {
  private final AudioReader reader = new AudioReader(16_000, AudioLimits.defaults());
  private LoadedModel model;
  @TempDir Path folder;

  @BeforeAll
  void load() {
    model =
        LoadedModel.load(ModelDirectory.open(ProjectModels.embedded()), RuntimeOptions.defaults());
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void aShortRecordingIsOnePartAndAsTheSelfTestSays() {
    for (SelfTest test : model.directory().selfTests()) {
      List<Transcript> parts = new ArrayList<>();
      Transcript transcript = stream(test.recording(), parts);
      assertThat(transcript.text()).isEqualTo(test.transcript());
      assertThat(parts).extracting(Transcript::words).containsExactly(transcript.words());
      assertThat(transcript.joints()).isEmpty();
    }
  }

  @Test
  void aLongRecordingIsTranscribedInPartsWithTimesInTheWhole() throws IOException {
    Path recording = Files.write(folder.resolve("long.wav"), repeated(24));
    List<Transcript> parts = new ArrayList<>();
    Transcript transcript = stream(recording, parts);
    assertThat(parts).hasSizeGreaterThan(4);
    assertThat(parts.stream().flatMap(part -> part.words().stream()).toList())
        .isEqualTo(transcript.words());
    assertThat(transcript.words()).isSortedAccordingTo(Comparator.comparingDouble(Word::start));
    assertThat(transcript.words().get(transcript.words().size() - 1).end())
        .isBetween(transcript.seconds() - 6, transcript.seconds());
  }

  @Test
  void tellsOfEachFrameOnce() throws IOException {
    Path recording = Files.write(folder.resolve("long.wav"), repeated(16));
    List<Frames> parts = new ArrayList<>();

    Transcript transcript;
    try (AudioStream stream = reader.open(recording, ChannelSelection.MIX)) {
      transcript = model.transcriber().transcribe(stream, (part, frames) -> parts.add(frames));
    }

    double end = 0;
    for (Frames frames : parts) {
      // The frame at a pause may be the last of one part and the first of the next.
      assertThat(frames.start()).isBetween(end - 0.0201, end + 1e-6);
      assertThat(frames.spectrogram().frames())
          .isBetween(2 * frames.emissions().frames() - 1, 2 * frames.emissions().frames());
      end = frames.start() + frames.seconds();
    }
    assertThat(end).isBetween(transcript.seconds() - 0.02, transcript.seconds() + 0.02);
  }

  /** The samples again and again, as one WAV of 16 bits. */
  private byte[] repeated(int count) throws IOException {
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    List<SelfTest> tests = model.directory().selfTests();
    for (int i = 0; i < count; i++) {
      byte[] file = Files.readAllBytes(tests.get(i % tests.size()).recording());
      samples.write(file, 44, file.length - 44);
    }
    ByteBuffer wav = ByteBuffer.allocate(44 + samples.size()).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(Files.readAllBytes(tests.get(0).recording()), 0, 44);
    return wav.putInt(4, 36 + samples.size())
        .putInt(40, samples.size())
        .put(44, samples.toByteArray())
        .array();
  }

  private Transcript stream(Path recording, List<Transcript> parts) {
    try (AudioStream stream = reader.open(recording, ChannelSelection.MIX)) {
      return model.transcriber().transcribe(stream, (part, frames) -> parts.add(part));
    }
  }
}
