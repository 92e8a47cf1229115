package dev.quartzite.service.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes PCM as WAV files, right ones and wrong ones. */
public final class Wav {
  private static final int HEADER = 44;

  private Wav() {}

  /** Silence of some frames. */
  public static byte[] silence(int sampleRate, int channels, int bits, int frames) {
    int frame = channels * bits / 8;
    int size = frames * frame;
    byte[] wav = new byte[HEADER + size];
    ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVEfmt ")).putInt(16);
    buffer.putShort((short) 1).putShort((short) channels).putInt(sampleRate);
    buffer.putInt(sampleRate * frame).putShort((short) frame).putShort((short) bits);
    buffer.put(ascii("data")).putInt(size);
    if (bits == 8) {
      Arrays.fill(wav, HEADER, wav.length, (byte) 128);
    }
    return wav;
  }

  /** Two mono recordings of 16 kHz, 16 bits, as the channels of one. */
  public static byte[] stereo(Path left, Path right) throws IOException {
    byte[] first = Files.readAllBytes(left);
    byte[] second = Files.readAllBytes(right);
    int frames = (Math.max(first.length, second.length) - HEADER) / 2;
    byte[] wav = silence(16_000, 2, 16, frames);
    for (int i = 0; i < frames; i++) {
      int from = HEADER + 2 * i;
      copy(first, from, wav, HEADER + 4 * i);
      copy(second, from, wav, HEADER + 4 * i + 2);
    }
    return wav;
  }

  /** One channel of {@link #stereo}: as long as the longer one. */
  static byte[] padded(Path recording, Path other) throws IOException {
    byte[] samples = Files.readAllBytes(recording);
    int length = Math.max(samples.length, Files.readAllBytes(other).length) - HEADER;
    byte[] wav = silence(16_000, 1, 16, length / 2);
    System.arraycopy(samples, HEADER, wav, HEADER, samples.length - HEADER);
    return wav;
  }

  private static void copy(byte[] source, int from, byte[] target, int to) {
    if (from + 2 <= source.length) {
      System.arraycopy(source, from, target, to, 2);
    }
  }

  /** Recordings of 16 kHz, 16 bits, mono, one after another as often as they are named. */
  public static byte[] joined(List<Path> recordings) throws IOException {
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    for (Path recording : recordings) {
      byte[] bytes = Files.readAllBytes(recording);
      samples.write(bytes, HEADER, bytes.length - HEADER);
    }
    byte[] wav = silence(16_000, 1, 16, samples.size() / 2);
    System.arraycopy(samples.toByteArray(), 0, wav, HEADER, samples.size());
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
