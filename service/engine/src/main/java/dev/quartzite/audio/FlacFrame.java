package dev.quartzite.audio;

import dev.quartzite.audio.FlacBits.DamagedFrameException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the frames of a FLAC stream one after the other (RFC 9639, section 9). A frame that is
 * damaged, by its checksum or its contents, is silence, so that what follows keeps its time; one
 * that is cut off by the end of the file, and bytes that belong to no frame, are passed over. For
 * one thread.
 */
final class FlacFrame {
  private static final int SYNC = 0x3ffe;
  private static final int[] RATES = {
    0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
  };
  private static final int[] SAMPLE_BITS = {0, 8, 12, -1, 16, 20, 24, 32};

  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  private final FlacBits in;
  private final PcmLayout layout;
  private final int bits;
  private final FlacSubframe subframe;
  private final int[][] samples;
  private int length;

  FlacFrame(FlacBits in, PcmLayout layout, int bits) {
    this.in = in;
    this.layout = layout;
    this.bits = bits;
    this.subframe = new FlacSubframe(in);
    this.samples = new int[layout.channels()][0];
  }

  /**
   * Decodes the next frame.
   *
   * @return how many samples a channel it has; −1 at the end of the file
   */
  int next() throws IOException {
    for (in.mark(); in.hasMore(); in.mark()) {
      try {
        int assignment = readHeader();
        if (decode(assignment)) {
          return length;
        }
        boolean cutOff = !in.hasMore();
        in.skipMarked();
        if (!cutOff) {
          silence();
          return length;
        }
      } catch (DamagedFrameException noHeader) {
        in.skipMarked();
      }
    }
    return -1;
  }

  private void silence() {
    for (int[] channel : samples) {
      Arrays.fill(channel, 0, length, 0);
    }
  }

  /** A sample of the frame decoded last, in the bits of the layout's encoding. */
  int sample(int channel, int index) {
    return samples[channel][index];
  }

  /** How the channels are coded; the length is kept. */
  private int readHeader() throws IOException {
    require(in.read(14) == SYNC && in.read(1) == 0);
    in.read(1); // whether all blocks are of one size: each says its own
    int sizeCode = in.read(4);
    int rateCode = in.read(4);
    int assignment = in.read(4);
    int bitsCode = in.read(3);
    require(in.read(1) == 0 && assignment <= MID_SIDE);
    require((assignment < LEFT_SIDE ? assignment + 1 : 2) == layout.channels());
    require(bitsCode == 0 || SAMPLE_BITS[bitsCode] == bits);
    skipNumber();
    int size = size(sizeCode);
    require(rate(rateCode) == layout.sampleRate());
    int crc = in.crc8();
    require(in.read(8) == crc);
    length = size;
    return assignment;
  }

  /** The frame's or sample's number, written as UTF-8 is. */
  private void skipNumber() throws IOException {
    int first = in.read(8);
    int following = Math.max(0, Integer.numberOfLeadingZeros(~(first << 24)) - 1);
    for (int i = 0; i < following; i++) {
      in.read(8);
    }
  }

  private int size(int code) throws IOException {
    require(code != 0);
    return switch (code) {
      case 1 -> 192;
      case 2, 3, 4, 5 -> 576 << (code - 2);
      case 6 -> in.read(8) + 1;
      case 7 -> in.read(16) + 1;
      default -> 256 << (code - 8);
    };
  }

  private int rate(int code) throws IOException {
    return switch (code) {
      case 0 -> layout.sampleRate();
      case 12 -> in.read(8) * 1000;
      case 13 -> in.read(16);
      case 14 -> in.read(16) * 10;
      case 15 -> -1;
      default -> RATES[code];
    };
  }

  /** Decodes what follows a header; false if it is damaged. */
  private boolean decode(int assignment) throws IOException {
    for (int c = 0; c < samples.length; c++) {
      if (samples[c].length < length) {
        samples[c] = new int[length];
      }
    }
    try {
      for (int c = 0; c < samples.length; c++) {
        boolean difference = c == (assignment == SIDE_RIGHT ? 0 : 1) && assignment >= LEFT_SIDE;
        subframe.read(samples[c], length, difference ? bits + 1 : bits);
      }
      in.align();
      int crc = in.crc16();
      if (in.read(16) != crc) {
        return false;
      }
    } catch (DamagedFrameException damaged) {
      return false;
    }
    if (assignment >= LEFT_SIDE) {
      undoDifference(assignment, samples[0], samples[1]);
    }
    return true;
  }

  private void undoDifference(int assignment, int[] first, int[] second) {
    for (int i = 0; i < length; i++) {
      switch (assignment) {
        case LEFT_SIDE -> second[i] = first[i] - second[i];
        case SIDE_RIGHT -> first[i] += second[i];
        default -> {
          int middle = first[i] << 1 | (second[i] & 1);
          int side = second[i];
          first[i] = (middle + side) >> 1;
          second[i] = (middle - side) >> 1;
        }
      }
    }
  }

  private static void require(boolean right) throws IOException {
    if (!right) {
      throw new DamagedFrameException("no header of a frame");
    }
  }
}
