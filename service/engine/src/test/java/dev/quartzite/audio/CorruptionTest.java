package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random damage to small files gives a waveform or a refusal, and never much memory. */
class CorruptionTest {
  private static final int RATE = 16_000;
  private static final int TRIALS = 200;
  private static final int HEADER_BYTES = 64;
  private static final long MEMORY_A_TRIAL = 16 << 20;

  @TempDir private Path folder;

  /** The containers that Java reads. */
  enum Container {
    WAV,
    WAV_FLOAT,
    AIFF,
    AIFC,
    AU;

    byte[] file() {
      float[] noise = Signals.noise(300, 16, 1);
      byte[] big = SoundFile.encode(PcmEncoding.SIGNED_16, ByteOrder.BIG_ENDIAN, noise);
      byte[] floats = SoundFile.encode(PcmEncoding.FLOAT_32, ByteOrder.LITTLE_ENDIAN, noise);
      return switch (this) {
        case WAV -> SoundFile.wav(RATE, 1, noise);
        case WAV_FLOAT -> SoundFile.wav(PcmEncoding.FLOAT_32, RATE, 1, floats);
        case AIFF -> SoundFile.aiff("", PcmEncoding.SIGNED_16, RATE, 300, big);
        case AIFC -> SoundFile.aiff("twos", PcmEncoding.SIGNED_16, RATE, 300, big);
        case AU -> SoundFile.au(3, RATE, big.length, big);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageGivesWaveformOrRefusal(Container container) throws IOException {
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
    Random random = new Random(container.name().hashCode());
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] damaged = damage(container.file(), random);
      Path file = SoundFile.write(folder, "damaged", damaged);
      long before = allocated();
      try {
        List<Waveform> waveforms = reader.read(file, ChannelSelection.SEPARATE);
        assertThat(waveforms).isNotEmpty();
      } catch (UnsupportedAudioException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      } catch (RuntimeException | Error e) {
        fail("trial %d of %s: %s".formatted(trial, container, Arrays.toString(damaged)), e);
      }
      assertThat(allocated() - before).as("bytes in trial %d", trial).isLessThan(MEMORY_A_TRIAL);
    }
  }

  /** One to four bytes of the header changed, in half of the trials to all ones; or the end cut. */
  private static byte[] damage(byte[] file, Random random) {
    int changes = 1 + random.nextInt(4);
    int first = random.nextInt(HEADER_BYTES);
    boolean ones = random.nextBoolean();
    for (int i = first; i < Math.min(first + changes, HEADER_BYTES); i++) {
      file[i] = (byte) (ones ? 0xff : random.nextInt(256));
    }
    boolean cut = random.nextInt(4) == 0;
    return cut ? Arrays.copyOf(file, 1 + random.nextInt(file.length)) : file;
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
