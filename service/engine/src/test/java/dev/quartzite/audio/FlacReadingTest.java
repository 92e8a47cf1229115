package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.SharedData;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FLAC is read without FFmpeg, sample for sample, and damage stays where it is. */
class FlacReadingTest {
  private static final int RATE = 16_000;
  private static final int FRAME = 1024;

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} channels, {1}, {2}")
  @CsvSource({
    "1, SIGNED_16, -compression_level 0",
    "1, SIGNED_16, -compression_level 12 -lpc_type cholesky",
    "2, SIGNED_16, -ch_mode left_side",
    "2, SIGNED_16, -ch_mode right_side",
    "2, SIGNED_16, -ch_mode mid_side",
    "2, SIGNED_24, -ch_mode mid_side -sample_fmt s32 -bits_per_raw_sample 24",
    "1, SIGNED_24, -sample_fmt s32 -bits_per_raw_sample 24 -exact_rice_parameters 1",
    "8, SIGNED_16, -frame_size 4608",
    "1, SIGNED_16, -lpc_coeff_precision 5 -frame_size 100",
  })
  void samplesAreThoseOfTheWav(int channels, PcmEncoding encoding, String options)
      throws Exception {
    Path original = wav(channels, encoding, voice(channels));
    Path flac = Encoder.encode(original, folder.resolve("s.flac"), options.split(" ", -1));

    flacFrames(flac).orElseThrow().close(); // by Java, not by FFmpeg
    assertThat(reader.read(flac, ChannelSelection.SEPARATE))
        .isEqualTo(reader.read(original, ChannelSelection.SEPARATE));
  }

  @Test
  void silenceAndSamplesWithUnusedBitsAreRead() throws Exception {
    float[] coarse = new float[3 * RATE];
    for (int i = RATE; i < coarse.length; i++) {
      coarse[i] = Math.round(100 * Math.sin(0.05 * i)) / 128f;
    }
    Path original = wav(1, PcmEncoding.SIGNED_16, coarse);
    Path flac = Encoder.encode(original, folder.resolve("s.flac"));

    assertThat(reader.read(flac, ChannelSelection.MIX))
        .isEqualTo(reader.read(original, ChannelSelection.MIX));
  }

  @Test
  void realSpeechIsReadAsFfmpegReadsIt() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.require("speech/librispeech-test-other-100"))) {
      for (Path flac : files.limit(10).toList()) {
        try (PcmFrames own = flacFrames(flac).orElseThrow();
            PcmFrames reference = FfmpegDecoder.open(flac, RATE, AudioLimits.defaults())) {
          assertThat(samples(own)).as(flac.toString()).isEqualTo(samples(reference));
        }
      }
    }
  }

  @Test
  void damagedFrameIsSilenceAndTheRestIsWhole() throws Exception {
    byte[] flac = encodedVoice();
    Waveform whole = read(flac);
    for (int i = 0; i < 40; i++) {
      flac[flac.length / 2 + i] ^= 0x55;
    }

    Waveform damaged = read(flac);

    assertThat(damaged.length()).isEqualTo(whole.length());
    List<Integer> differing =
        Stream.iterate(0, i -> i + 1)
            .limit(whole.length())
            .filter(i -> damaged.sample(i) != whole.sample(i))
            .toList();
    assertThat(differing).hasSizeBetween(1, 2 * FRAME).allMatch(i -> damaged.sample(i) == 0);
  }

  @Test
  void cutOffFileGivesTheFramesThatAreThere() throws Exception {
    byte[] flac = encodedVoice();
    Waveform whole = read(flac);

    Waveform cut = read(Arrays.copyOf(flac, flac.length * 3 / 4));

    assertThat(cut.length()).isBetween(whole.length() / 3, whole.length() - FRAME);
    assertThat(cut).isEqualTo(whole.slice(0, cut.length()));
  }

  @Test
  void damageAnywhereGivesWaveformOrRefusal() throws Exception {
    byte[] whole = encodedVoice();
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      byte[] damaged = whole.clone();
      int span = random.nextInt(4) == 0 ? 60 : damaged.length;
      for (int i = 0; i <= random.nextInt(8); i++) {
        damaged[random.nextInt(span)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(read(damaged).length()).isGreaterThanOrEqualTo(0);
      } catch (UnsupportedAudioException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private byte[] encodedVoice() throws Exception {
    Path original = wav(1, PcmEncoding.SIGNED_16, voice(1));
    return Files.readAllBytes(
        Encoder.encode(original, folder.resolve("s.flac"), "-frame_size", "" + FRAME));
  }

  private Waveform read(byte[] flac) throws IOException {
    return reader.read(SoundFile.write(folder, "d.flac", flac), ChannelSelection.MIX).get(0);
  }

  private static Optional<PcmFrames> flacFrames(Path file) throws IOException {
    return FlacStream.open(file, RATE);
  }

  private static float[] samples(PcmFrames frames) throws IOException {
    SampleBuffer all = new SampleBuffer(0);
    float[] one = new float[1];
    for (int count = frames.next(FRAME); count > 0; count = frames.next(FRAME)) {
      for (int i = 0; i < count; i++) {
        one[0] = frames.sample(i, 0);
        all.append(one, 1);
      }
    }
    float[] samples = new float[all.toWaveform(RATE).length()];
    all.toWaveform(RATE).copy(0, samples, 0, samples.length);
    return samples;
  }

  /** A tone with noise that differs from channel to channel. */
  private static float[] voice(int channels) {
    float[] samples = Signals.noise(RATE * channels, 12, 1);
    for (int i = 0; i < samples.length; i++) {
      int frame = i / channels;
      samples[i] = (float) (0.02 * samples[i] + 0.4 * Math.sin(0.1 * frame));
    }
    return samples;
  }

  private Path wav(int channels, PcmEncoding encoding, float[] samples) throws IOException {
    byte[] bytes = SoundFile.encode(encoding, ByteOrder.LITTLE_ENDIAN, samples);
    return SoundFile.write(folder, "s.wav", SoundFile.wav(encoding, RATE, channels, bytes));
  }
}
