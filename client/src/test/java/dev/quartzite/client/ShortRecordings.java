package dev.quartzite.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Half a second to two seconds of speech each, cut at random from the project's own samples. */
final class ShortRecordings {
  private static final Path SAMPLES = Path.of("../models/quartznet5x5-en/samples");
  private static final int HEADER_BYTES = 44;
  private static final int BYTES_A_SECOND = 2 * 16_000;
  private static final AudioFormat FORMAT = new AudioFormat(16_000, 16, 1, true, false);

  private ShortRecordings() {}

  /** Writes recordings 0 to count − 1, a hundred a folder, all different and always the same. */
  static void write(Path folder, int count) throws IOException {
    List<byte[]> speech = speech();
    Random random = new Random(2000);
    for (int i = 0; i < count; i++) {
      byte[] sample = speech.get(random.nextInt(speech.size()));
      int length = 2 * (BYTES_A_SECOND / 4 + random.nextInt(3 * BYTES_A_SECOND / 4));
      int from = 2 * random.nextInt((sample.length - length) / 2);
      Path file = folder.resolve(name(i));
      Files.createDirectories(file.getParent());
      write(file, Arrays.copyOfRange(sample, from, from + length));
    }
  }

  /** The name of a recording below its folder. */
  static String name(int number) {
    return "%02d/%05d.wav".formatted(number / 100, number);
  }

  private static List<byte[]> speech() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "skipped: the project's samples are not there");
    try (Stream<Path> samples = Files.list(SAMPLES)) {
      return samples.sorted().map(ShortRecordings::speechOf).toList();
    }
  }

  private static byte[] speechOf(Path wav) {
    try {
      byte[] bytes = Files.readAllBytes(wav);
      return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] samples) throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(samples);
    AudioSystem.write(
        new AudioInputStream(bytes, FORMAT, samples.length / 2),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }
}
