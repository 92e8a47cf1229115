package dev.quartzite.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises the containers whose uncompressed sound is read without FFmpeg. */
final class PcmHeader {
  private PcmHeader() {}

  /**
   * The layout of a file's sound; none if it is compressed or the container another one.
   *
   * @throws UnsupportedAudioException if the container is one of these and its header contradicts
   *     itself
   */
  static Optional<PcmLayout> read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(12);
      String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      in.reset();
      if (head.matches("(?s)(RIFF|RF64|BW64)....WAVE")) {
        return WavHeader.read(new HeaderReader("WAV", in, size, ByteOrder.LITTLE_ENDIAN));
      }
      if (head.matches("(?s)FORM....AIF[FC]")) {
        return AiffHeader.read(new HeaderReader("AIFF", in, size, ByteOrder.BIG_ENDIAN));
      }
      if (head.startsWith(".snd")) {
        return AuHeader.read(new HeaderReader("AU", in, size, ByteOrder.BIG_ENDIAN));
      }
      return Optional.empty();
    }
  }
}
