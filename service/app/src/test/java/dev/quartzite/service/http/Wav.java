package dev.quartzite.service.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes PCM as WAV files, right ones and wrong ones. */
final class Wav {
  private static final int HEADER = 44;

  private Wav() {}

  /** Silence of some frames. */
  static byte[] silence(int sampleRate, int channels, int bits, int frames) {
    int size = frames * channels * bits / 8;
    byte[] wav = new byte[HEADER + size];
    ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    int frame = channels * bits / 8;
    buffer.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVEfmt ")).putInt(16);
    buffer.putShort((short) 1).putShort((short) channels).putInt(sampleRate);
    buffer.putInt(sampleRate * frame).putShort((short) frame).putShort((short) bits);
    buffer.put(ascii("data")).putInt(size);
    if (bits == 8) {
      java.util.Arrays.fill(wav, HEADER, wav.length, (byte) 128);
    }
    return wav;
  }

  /** A header that says two thousand channels of no bits. */
  static byte[] impossibleHeader() {
    byte[] wav = silence(16_000, 1, 16, 1000);
    ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putShort(22, (short) 2000).putShort(32, (short) 0).putShort(34, (short) 0);
    return wav;
  }

  /** A header that says two gigabytes where there are 2,000 bytes. */
  static byte[] boastingHeader() {
    byte[] wav = silence(16_000, 1, 16, 1000);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(40, Integer.MAX_VALUE - 100);
    return wav;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
