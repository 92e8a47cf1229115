package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that contradict themselves are refused with the field, expected and found. */
class LyingHeadersTest {
  private static final int WAV_HEADER = 44;

  private final AudioReader reader = new AudioReader(16_000, AudioLimits.defaults());
  @TempDir private Path folder;

  @ParameterizedTest(name = "{2} {3}")
  @CsvSource({
    "22, 0, channels, 1 to 256, 0",
    "22, 65535, channels, 1 to 256, 65535",
    "24, 0, sample rate, 1000 to 768000 Hz, 0",
    "24, 1, sample rate, 1000 to 768000 Hz, 1",
    "26, 65535, sample rate, 1000 to 768000 Hz, 4294",
    "32, 3, block align, 2 (1 channels of 2 bytes), 3",
    "32, 0, block align, 2 (1 channels of 2 bytes), 0",
    "22, 3, block align, 6 (3 channels of 2 bytes), 2",
    "34, 0, bits per sample, 1 to 32 for integers, 0",
    "34, 64, bits per sample, 1 to 32 for integers, 64",
    "34, 24, block align, 3 (1 channels of 3 bytes), 2",
    "20, 3, bits per sample, 32 or 64 for floating point, 16",
    "16, 4, size of the 'fmt ' chunk, at least 16 bytes, 4",
  })
  void fieldOfWavIsNamed(int offset, int value, String field, String expected, String found)
      throws IOException {
    byte[] wav = SoundFile.wav(16_000, 1, new float[100]);
    wav[offset] = (byte) value;
    wav[offset + 1] = (byte) (value >> 8);

    assertRefused(wav, "WAV header", field, "expected " + expected, "found " + found);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 0, channels",
    "26, 255, sample size",
    "28, 127, sample rate",
    "8, 66, not a recording"
  })
  void fieldOfAiffIsNamed(int offset, int value, String field) throws IOException {
    byte[] aiff = SoundFile.aiff("", PcmEncoding.SIGNED_16, 16_000, 10, new byte[20]);
    aiff[offset] = (byte) value;
    aiff[offset + 1] = (byte) value;

    assertRefused(aiff, field);
  }

  @ParameterizedTest
  @CsvSource({"20, channels", "16, sample rate", "4, offset"})
  void fieldOfAuIsNamed(int offset, String field) throws IOException {
    byte[] au = SoundFile.au(3, 16_000, 20, new byte[20]);
    Arrays.fill(au, offset, offset + 4, (byte) 0);

    assertRefused(au, field);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 20, 30, 36, 40})
  void headerThatEndsEarlyIsRefused(int length) throws IOException {
    byte[] wav = SoundFile.wav(16_000, 1, new float[100]);

    assertRefused(Arrays.copyOf(wav, length), "WAV header");
    assertThat(read(Arrays.copyOf(wav, WAV_HEADER))).isZero();
  }

  private void assertRefused(byte[] bytes, String... parts) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(UnsupportedAudioException.class)
        .hasMessageContainingAll(parts);
  }

  private int read(byte[] bytes) throws IOException {
    Path file = SoundFile.write(folder, "lie", bytes);
    return reader.read(file, ChannelSelection.MIX).get(0).length();
  }
}
