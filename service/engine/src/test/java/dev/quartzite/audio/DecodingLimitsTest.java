package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartzite.audio.UnsupportedAudioException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Length, time and memory of decoding are bounded, and nothing of it stays. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecodingLimitsTest {
  private static final int RATE = 16_000;
  private static final AudioLimits TWO_SECONDS = AudioLimits.defaults().withMaxSeconds(2);

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @AfterEach
  void nothingStays() {
    assertThat(Thread.interrupted()).isFalse();
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("ffmpeg-"));
    assertThat(folder.toFile().list()).containsExactly("sound.wav");
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 48_000})
  void longestRecordingPassesAndOneThatIsLongerDoesNot(int rate) throws IOException {
    AudioReader reader = new AudioReader(RATE, TWO_SECONDS);

    Path longest = silence(rate, 2 * rate);
    assertThat(reader.read(longest, ChannelSelection.MIX).get(0).length()).isEqualTo(2 * RATE);
    Path longer = silence(rate, 2 * rate + rate / 100);
    UnsupportedAudioException refusal =
        catchThrowableOfType(
            UnsupportedAudioException.class, () -> reader.read(longer, ChannelSelection.MIX));
    assertThat(refusal.reason()).isEqualTo(Reason.TOO_LONG);
    assertThat(refusal.limitSeconds()).hasValue(2);
    assertThat(refusal.foundSeconds()).hasValue(2.01);
  }

  @Test
  void lengthIsCountedWhereTheContainerDoesNotTellIt() throws Exception {
    Path mp3 = Encoder.encode(silence(RATE, 20 * RATE), elsewhere.resolve("sound.mp3"));

    assertThatThrownBy(() -> new AudioReader(RATE, TWO_SECONDS).read(mp3, ChannelSelection.MIX))
        .isInstanceOf(UnsupportedAudioException.class)
        .hasMessageContaining("limit of 2.0 s");
  }

  @Test
  void channelsKeptSeparateCountTogether() throws IOException {
    Path stereo = silence(RATE, 0);
    SoundFile.write(folder, "sound.wav", SoundFile.wav(RATE, 2, new float[2 * 3 * RATE / 2]));
    AudioReader reader = new AudioReader(RATE, TWO_SECONDS);

    assertThat(reader.read(stereo, ChannelSelection.MIX).get(0).seconds()).isEqualTo(1.5);
    assertThatThrownBy(() -> reader.read(stereo, ChannelSelection.SEPARATE))
        .isInstanceOf(UnsupportedAudioException.class)
        .hasMessageContaining("2 channels have together at least 3.0 s");
  }

  @Test
  void decoderThatIsTooSlowIsEnded() throws IOException {
    AudioLimits hasty = new AudioLimits(60, Duration.ofNanos(1), 1L << 30);
    Path recording = silence(48_000, 48_000);

    assertThatThrownBy(() -> new AudioReader(RATE, hasty).read(recording, ChannelSelection.MIX))
        .isInstanceOfSatisfying(
            UnsupportedAudioException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void decoderGetsNoMoreMemoryThanAllowed() throws IOException {
    AudioLimits narrow = new AudioLimits(60, Duration.ofMinutes(1), 32 << 20);
    Path recording = silence(48_000, 48_000);

    assertThatThrownBy(() -> new AudioReader(RATE, narrow).read(recording, ChannelSelection.MIX))
        .isInstanceOf(UnsupportedAudioException.class);
  }

  @Test
  void interruptedThreadDecodesNothingAndStaysInterrupted() throws IOException {
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
    for (int rate : List.of(RATE, 48_000)) {
      Path recording = silence(rate, rate);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.read(recording, ChannelSelection.MIX))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closingHalfwayEndsTheDecoder() throws IOException {
    Path recording = silence(48_000, 60 * 48_000); // more than its pipe and our queue hold
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
    try (AudioStream stream = reader.open(recording, ChannelSelection.MIX)) {
      assertThat(stream.read(new float[100])).isPositive();
      assertThat(ProcessHandle.current().children()).hasSize(1);
    }
  }

  @Test
  void streamGivesTheSamplesOfTheWholeInBlocksOfAnySize() throws IOException {
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
    for (int rate : List.of(RATE, 44_100)) {
      float[] noise = Signals.noise(3 * rate, 16, 1);
      Path recording = SoundFile.write(folder, "sound.wav", SoundFile.wav(rate, 1, noise));
      Waveform whole = reader.read(recording, ChannelSelection.MIX).get(0);
      try (AudioStream stream = reader.open(recording, ChannelSelection.MIX)) {
        int position = 0;
        float[] block = new float[777];
        for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
          assertThat(Waveform.wrap(Arrays.copyOf(block, count), RATE))
              .isEqualTo(whole.slice(position, position + count));
          position += count;
        }
        assertThat(position).isEqualTo(whole.length());
      }
    }
  }

  @Test
  void separateChannelsAreNoStream() throws IOException {
    Path recording = silence(RATE, 10);
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.open(recording, ChannelSelection.SEPARATE));
  }

  @Test
  void limitsBeyondWhatAnArrayHoldsAreRefused() throws IOException {
    silence(RATE, 0);
    AudioLimits weeks = AudioLimits.defaults().withMaxSeconds(1e6);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AudioReader(RATE, weeks))
        .withMessageContaining("134217 s");
  }

  private Path silence(int rate, int samples) throws IOException {
    return SoundFile.write(folder, "sound.wav", SoundFile.wav(rate, 1, new float[samples]));
  }
}
