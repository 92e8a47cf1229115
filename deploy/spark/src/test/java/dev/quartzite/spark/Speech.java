package dev.quartzite.spark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Recordings of this test: pieces of the project's samples, and files that are none. */
final class Speech {
  static final Path MODEL = Path.of("../../models/quartznet5x5-en").toAbsolutePath().normalize();

  private static final int HEADER = 44;
  private static final int BYTES_A_SECOND = 2 * 16_000;

  private Speech() {}

  /** Writes pieces of half a second to two seconds, all different and always the same. */
  static List<Path> write(Path folder, int count) throws IOException {
    List<Path> samples;
    try (Stream<Path> files = Files.list(MODEL.resolve("samples"))) {
      samples = files.sorted().toList();
    }
    Random random = new Random(9);
    List<Path> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] sample = Files.readAllBytes(samples.get(random.nextInt(samples.size())));
      int length = 2 * (BYTES_A_SECOND / 4 + random.nextInt(3 * BYTES_A_SECOND / 4));
      int from = HEADER + 2 * random.nextInt((sample.length - HEADER - length) / 2);
      ByteBuffer piece = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
      piece.put(sample, 0, HEADER).put(sample, from, length);
      piece.putInt(4, HEADER - 8 + length).putInt(HEADER - 4, length);
      Path file = folder.resolve("%02d/piece %04d.wav".formatted(i / 100, i));
      Files.createDirectories(file.getParent());
      written.add(Files.write(file, piece.array()));
    }
    return written;
  }

  /** Writes files that are no recordings, each wrong in one of four ways. */
  static List<Path> writeWrong(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(10);
    List<Path> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content =
          switch (i % 4) {
            case 0 -> new byte[0];
            case 1 -> "This is a letter, not a recording.".getBytes(US_ASCII);
            case 2 -> noise(random);
            default -> "RIFF....WAVEfmt ".getBytes(US_ASCII);
          };
      written.add(Files.write(folder.resolve("wrong %02d.wav".formatted(i)), content));
    }
    return written;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[5_000];
    random.nextBytes(noise);
    return noise;
  }
}
