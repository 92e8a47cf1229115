package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** AIFF, AIFF-C and AU, read without FFmpeg. */
class AiffAndAuReadingTest {
  private static final int RATE = 16_000;
  private static final float[] SAMPLES = {0, 0.5f, -1, 0.25f};

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"SIGNED_8", "SIGNED_16", "SIGNED_24", "SIGNED_32"})
  void aiffGivesItsSamples(PcmEncoding encoding) throws IOException {
    byte[] data = SoundFile.encode(encoding, ByteOrder.BIG_ENDIAN, SAMPLES);
    byte[] aiff = SoundFile.aiff("", encoding, RATE, 4, data);

    assertThat(read(aiff)).isEqualTo(waveform(SAMPLES));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, SIGNED_16, BIG_ENDIAN",
    "twos, SIGNED_16, BIG_ENDIAN",
    "sowt, SIGNED_16, LITTLE_ENDIAN",
    "in24, SIGNED_24, BIG_ENDIAN",
    "fl32, FLOAT_32, BIG_ENDIAN",
    "FL64, FLOAT_64, BIG_ENDIAN",
    "raw , UNSIGNED_8, BIG_ENDIAN"
  })
  void aiffcGivesItsSamples(String compression, PcmEncoding encoding, String order)
      throws IOException {
    ByteOrder byteOrder =
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] data = SoundFile.encode(encoding, byteOrder, SAMPLES);
    String tag = compression.equals("raw") ? "raw " : compression;

    assertThat(read(SoundFile.aiff(tag, encoding, RATE, 4, data))).isEqualTo(waveform(SAMPLES));
  }

  @Test
  void aiffMayNameItsFormatAfterItsSound() throws IOException {
    byte[] aiff =
        SoundFile.bigEndian(100)
            .tag("FORM")
            .u32(50)
            .tag("AIFF")
            .tag("SSND")
            .u32(12)
            .u32(2) // offset
            .u32(0)
            .u16(0)
            .u16(0x4000)
            .common("", PcmEncoding.SIGNED_16, RATE, 1)
            .bytes();

    assertThat(read(aiff)).isEqualTo(waveform(0.5f));
  }

  @Test
  void aiffThatClaimsMoreThanThereIsTakesWhatIsThere() throws IOException {
    byte[] data = SoundFile.encode(PcmEncoding.SIGNED_16, ByteOrder.BIG_ENDIAN, SAMPLES);

    assertThat(read(SoundFile.aiff("", PcmEncoding.SIGNED_16, RATE, 0xffffffffL, data)))
        .isEqualTo(waveform(SAMPLES));
  }

  @Test
  void aiffWithoutFramesNeedsNoSound() throws IOException {
    byte[] aiff =
        SoundFile.bigEndian(100)
            .tag("FORM")
            .u32(30)
            .tag("AIFF")
            .common("", PcmEncoding.SIGNED_16, RATE, 0)
            .bytes();

    assertThat(read(aiff)).isEqualTo(waveform());
  }

  @ParameterizedTest
  @CsvSource({
    "2, SIGNED_8",
    "3, SIGNED_16",
    "4, SIGNED_24",
    "5, SIGNED_32",
    "6, FLOAT_32",
    "7, FLOAT_64"
  })
  void auGivesItsSamples(int code, PcmEncoding encoding) throws IOException {
    byte[] data = SoundFile.encode(encoding, ByteOrder.BIG_ENDIAN, SAMPLES);

    assertThat(read(SoundFile.au(code, RATE, data.length, data))).isEqualTo(waveform(SAMPLES));
    assertThat(read(SoundFile.au(code, RATE, 0xffffffffL, data))).isEqualTo(waveform(SAMPLES));
  }

  private Waveform read(byte[] bytes) throws IOException {
    return reader.read(SoundFile.write(folder, "sound", bytes), ChannelSelection.MIX).get(0);
  }

  private static Waveform waveform(float... samples) {
    return Waveform.wrap(samples, RATE);
  }
}
