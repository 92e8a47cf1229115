package dev.quartzite.audio;

import java.nio.ByteOrder;

/**
 * Where and how uncompressed sound lies in a file: frames of one sample a channel.
 *
 * @param sampleRate hertz
 * @param offset of the first frame, bytes
 * @param frames whole frames that are there
 */
record PcmLayout(
    PcmEncoding encoding,
    ByteOrder byteOrder,
    int channels,
    int sampleRate,
    long offset,
    long frames) {

  int frameBytes() {
    return channels * encoding.bytes();
  }

  /** The same with the place of the frames: as many as both the header claims and the file has. */
  PcmLayout at(long offset, long claimedBytes, long availableBytes) {
    long bytes = Math.max(0, Math.min(claimedBytes, availableBytes));
    return new PcmLayout(encoding, byteOrder, channels, sampleRate, offset, bytes / frameBytes());
  }

  PcmLayout atRate(int hertz) {
    return new PcmLayout(encoding, byteOrder, channels, hertz, offset, frames);
  }
}
