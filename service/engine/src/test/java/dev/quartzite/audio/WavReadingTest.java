package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WAV and its relatives, read without FFmpeg. */
class WavReadingTest {
  private static final int RATE = 16_000;
  private static final float[] SAMPLES = {0, 0.5f, -1, 0.25f, -0.125f};

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGNED_8")
  void everyEncodingGivesItsSamples(PcmEncoding encoding) throws IOException {
    byte[] data = SoundFile.encode(encoding, ByteOrder.LITTLE_ENDIAN, SAMPLES);

    assertThat(read(SoundFile.wav(encoding, RATE, 1, data))).isEqualTo(waveform(SAMPLES));
  }

  @Test
  void extremesOfIntegersScaleByTheirRange() throws IOException {
    assertThat(read(SoundFile.wav(PcmEncoding.SIGNED_16, RATE, 1, bytes(0xff, 0x7f, 0x00, 0x80))))
        .isEqualTo(waveform(32_767 / 32_768f, -1));
    assertThat(read(SoundFile.wav(PcmEncoding.UNSIGNED_8, RATE, 1, bytes(0xff, 0x00, 0x80))))
        .isEqualTo(waveform(127 / 128f, -1, 0));
  }

  @Test
  void extensibleFormatIsReadByItsSubformat() throws IOException {
    byte[] wav =
        SoundFile.littleEndian(100)
            .tag("RIFF")
            .u32(64)
            .tag("WAVE")
            .tag("fmt ")
            .u32(40)
            .u16(0xfffe)
            .u16(1)
            .u32(RATE)
            .u32(RATE * 3L)
            .u16(3)
            .u16(24)
            .u16(22) // bytes that follow
            .u16(20) // valid bits
            .u32(4) // front centre
            .u16(1)
            .raw(bytes(0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71))
            .tag("data")
            .u32(3)
            .raw(bytes(0, 0, 0x40))
            .bytes();

    assertThat(read(wav)).isEqualTo(waveform(0.5f));
  }

  @Test
  void lengthsOfRf64AreOf64Bits() throws IOException {
    byte[] wav =
        SoundFile.littleEndian(200)
            .tag("RF64")
            .u32(0xffffffffL)
            .tag("WAVE")
            .tag("ds64")
            .u32(28)
            .u64(100)
            .u64(4)
            .u64(2)
            .u32(0)
            .format(PcmEncoding.SIGNED_16, RATE, 1)
            .tag("data")
            .u32(0xffffffffL)
            .raw(bytes(0, 0x40, 0, 0xc0))
            .tag("LIST")
            .u32(4)
            .tag("INFO")
            .bytes();

    assertThat(read(wav)).isEqualTo(waveform(0.5f, -0.5f));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0xffffffffL})
  void unfinishedHeaderOfStreamTakesWhatIsThere(long length) throws IOException {
    byte[] wav = unlisted(length, length).raw(bytes(0, 0x40, 0, 0xc0)).bytes();

    assertThat(read(wav)).isEqualTo(waveform(0.5f, -0.5f));
  }

  @Test
  void headerThatClaimsMoreThanThereIsTakesWhatIsThere() throws IOException {
    byte[] wav = unlisted(2_000_000_036, 2_000_000_000).raw(bytes(0, 0x40, 0)).bytes();

    assertThat(read(wav)).isEqualTo(waveform(0.5f));
  }

  @Test
  void emptyDataBeforeOtherChunksIsEmpty() throws IOException {
    byte[] wav = unlisted(48, 0).tag("LIST").u32(4).tag("INFO").bytes();

    assertThat(read(wav)).isEqualTo(waveform());
  }

  @Test
  void unknownChunksOfOddLengthAreSkipped() throws IOException {
    byte[] wav =
        SoundFile.littleEndian(100)
            .tag("RIFF")
            .u32(60)
            .tag("WAVE")
            .tag("note")
            .u32(3)
            .raw(bytes(1, 2, 3, 0))
            .format(PcmEncoding.SIGNED_16, RATE, 1)
            .tag("data")
            .u32(2)
            .raw(bytes(0, 0x40))
            .bytes();

    assertThat(read(wav)).isEqualTo(waveform(0.5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 44_100, 192_000})
  void noSamplesAreAnEmptyWaveform(int rate) throws IOException {
    assertThat(read(SoundFile.wav(rate, 2))).isEqualTo(waveform());
  }

  @Test
  void oneSampleIsOneSample() throws IOException {
    assertThat(read(SoundFile.wav(RATE, 1, 0.5f))).isEqualTo(waveform(0.5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 44_100, 192_000})
  void samplesTooFewToResampleAreEmpty(int rate) throws IOException {
    assertThat(read(SoundFile.wav(rate, 1, 0.5f))).isEqualTo(waveform());
  }

  @Test
  void whatIsNoNumberIsSilence() throws IOException {
    byte[] data =
        SoundFile.encode(
            PcmEncoding.FLOAT_32,
            ByteOrder.LITTLE_ENDIAN,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            1e30f,
            0.5f);

    assertThat(read(SoundFile.wav(PcmEncoding.FLOAT_32, RATE, 1, data)))
        .isEqualTo(waveform(0, 0, 0, 0.5f));
  }

  @Test
  void nameOfFileDoesNotMatter() throws IOException {
    byte[] wav = SoundFile.wav(48_000, 1, Signals.sine(440, 0.5, 48_000, 0.1));
    for (String name :
        List.of("-i.wav", "concat:a|b", "%d.png", "http:x", "ä\n.m3u8", "-", "a'b")) {
      Path file = SoundFile.write(folder, name, wav);
      assertThat(reader.read(file, ChannelSelection.MIX).get(0).length()).isEqualTo(1_600);
    }
  }

  /** A header for 16-bit samples with these lengths; the data follows. */
  private static SoundFile unlisted(long riffLength, long dataLength) {
    return SoundFile.littleEndian(100)
        .tag("RIFF")
        .u32(riffLength)
        .tag("WAVE")
        .format(PcmEncoding.SIGNED_16, RATE, 1)
        .tag("data")
        .u32(dataLength);
  }

  private Waveform read(byte[] wav) throws IOException {
    return reader.read(SoundFile.write(folder, "sound.wav", wav), ChannelSelection.MIX).get(0);
  }

  private static Waveform waveform(float... samples) {
    return Waveform.wrap(samples, RATE);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
