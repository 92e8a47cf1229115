package dev.quartzite.audio;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uncompressed sound, decoded block by block from a stream that it owns. For one thread. */
final class PcmFrames implements Closeable {
  private static final int BLOCK_BYTES = 1 << 16;

  private final InputStream in;
  private final PcmLayout layout;
  private final byte[] bytes;
  private final float[] samples;
  private final long announced;
  private long framesLeft;

  /**
   * @param in at the first frame
   */
  PcmFrames(InputStream in, PcmLayout layout) {
    this(in, layout, layout.frames());
  }

  /**
   * @param in at the first frame
   * @param announced how many frames the container says that there are, which may be a lie
   */
  PcmFrames(InputStream in, PcmLayout layout, long announced) {
    int blockFrames = Math.max(1, BLOCK_BYTES / layout.frameBytes());
    this.in = in;
    this.layout = layout;
    this.bytes = new byte[blockFrames * layout.frameBytes()];
    this.samples = new float[blockFrames * layout.channels()];
    this.framesLeft = layout.frames();
    this.announced = announced;
  }

  /** The frames of a file with this layout. */
  static PcmFrames open(Path file, PcmLayout layout) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      in.skipNBytes(layout.offset());
      return new PcmFrames(in, layout);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Sound of this layout without a frame. */
  static PcmFrames none(PcmLayout layout) {
    return new PcmFrames(InputStream.nullInputStream(), layout.at(0, 0, 0));
  }

  PcmLayout layout() {
    return layout;
  }

  /** How many frames the container says that there are: nothing to rely on. */
  long announced() {
    return announced;
  }

  /**
   * Reads the next frames, of which {@link #sample} then tells the samples.
   *
   * @return how many, at least 1 and at most {@code limit}; −1 at the end. A last frame of which
   *     bytes are missing is dropped.
   */
  int next(int limit) throws IOException {
    int most = (int) Math.min(Math.min(limit, bytes.length / layout.frameBytes()), framesLeft);
    int frames = in.readNBytes(bytes, 0, most * layout.frameBytes()) / layout.frameBytes();
    framesLeft -= frames;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(layout.byteOrder());
    layout.encoding().decode(buffer, samples, frames * layout.channels());
    return frames == 0 ? -1 : frames;
  }

  /** A sample of the frames read last. */
  float sample(int frame, int channel) {
    return samples[frame * layout.channels() + channel];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
