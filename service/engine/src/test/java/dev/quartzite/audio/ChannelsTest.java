package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixing, separating and choosing channels, whichever way the samples come. */
class ChannelsTest {
  private static final int RATE = 16_000;

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;

  @Test
  void mixIsTheMean() throws IOException {
    assertThat(read(RATE, 2, ChannelSelection.MIX, 0.5f, 0.25f, -1f, 0.5f))
        .containsExactly(Waveform.wrap(new float[] {0.375f, -0.25f}, RATE));
  }

  @Test
  void separateGivesEveryChannelInOrder() throws IOException {
    assertThat(read(RATE, 2, ChannelSelection.SEPARATE, 0.5f, 0.25f, -1f, 0.5f))
        .containsExactly(
            Waveform.wrap(new float[] {0.5f, -1f}, RATE),
            Waveform.wrap(new float[] {0.25f, 0.5f}, RATE));
  }

  @Test
  void numberChoosesFromZeroOn() throws IOException {
    assertThat(read(RATE, 2, ChannelSelection.number(1), 0.5f, 0.25f, -1f, 0.5f))
        .containsExactly(Waveform.wrap(new float[] {0.25f, 0.5f}, RATE));
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 48_000})
  void channelThatIsNotThereIsRefused(int rate) {
    assertThatThrownBy(() -> read(rate, 2, ChannelSelection.number(2), new float[2_000]))
        .isInstanceOfSatisfying(
            UnsupportedAudioException.class,
            e -> assertThat(e.reason()).isEqualTo(UnsupportedAudioException.Reason.NO_SUCH_CHANNEL))
        .hasMessageContaining("no channel 2")
        .hasMessageContaining("has 2");
  }

  @Test
  void eightChannelsAreMixedToTheirMeanAfterResampling() throws IOException {
    float[] sine = Signals.sine(440, 0.8, 48_000, 0.5);
    float[] interleaved = new float[sine.length * 8];
    for (int i = 0; i < sine.length; i++) {
      interleaved[i * 8 + 5] = sine[i]; // among them, the loudspeaker for low frequencies
    }

    Waveform mix = read(48_000, 8, ChannelSelection.MIX, interleaved).get(0);
    List<Waveform> separate = read(48_000, 8, ChannelSelection.SEPARATE, interleaved);

    assertThat(Signals.amplitude(mix, 440)).isCloseTo(0.1, within(0.001));
    assertThat(separate).hasSize(8);
    assertThat(Signals.amplitude(separate.get(5), 440)).isCloseTo(0.8, within(0.001));
    assertThat(Signals.level(separate.get(4), 0, mix.length())).isZero();
  }

  @Test
  void mixOfStereoKeepsItsLevelThroughFfmpeg() throws Exception {
    float[] sine = Signals.sine(440, 0.5, RATE, 1);
    float[] interleaved = new float[sine.length * 2];
    for (int i = 0; i < interleaved.length; i++) {
      interleaved[i] = sine[i / 2];
    }
    Path wav = SoundFile.write(folder, "s.wav", SoundFile.wav(RATE, 2, interleaved));
    Path flac = Encoder.encode(wav, folder.resolve("s.flac"));

    Waveform mix = reader.read(flac, ChannelSelection.MIX).get(0);

    assertThat(Signals.amplitude(mix, 440)).isCloseTo(0.5, within(1e-4));
  }

  @Test
  void selectionsAreReadAsTheyAreWritten() {
    for (String text : List.of("mix", "separate", "0", "3")) {
      assertThat(ChannelSelection.parse(text)).hasToString(text);
    }
    for (String text : List.of("", "left", "-1", "1.5", "99999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ChannelSelection.parse(text))
          .withMessageContaining("'mix', 'separate' or a channel number")
          .withMessageContaining("'" + text + "'");
    }
  }

  private List<Waveform> read(
      int rate, int channels, ChannelSelection selection, float... interleaved) throws IOException {
    byte[] wav = SoundFile.wav(rate, channels, interleaved);
    return reader.read(SoundFile.write(folder, "sound.wav", wav), selection);
  }
}
