package dev.quartzite.lm;

import java.io.IOException;
import java.io.OutputStream;

/** Writes sections of bit-packed records as {@link PackedRecords} reads them. */
final class RecordWriter {
  private final OutputStream out;
  private long pending;
  private int pendingBits;
  private long written;

  RecordWriter(OutputStream out) {
    this.out = out;
  }

  /** Appends a field of 32 bits at most. */
  void put(int value, int bits) throws IOException {
    pending |= (value & PackedRecords.mask(bits)) << pendingBits;
    pendingBits += bits;
    while (pendingBits >= Byte.SIZE) {
      writeByte();
    }
  }

  /** Ends a section: fills up to a whole group of eight bytes. */
  void endSection() throws IOException {
    while (pendingBits > 0 || written % Long.BYTES != 0) {
      writeByte();
    }
  }

  private void writeByte() throws IOException {
    out.write((int) pending);
    pending >>>= Byte.SIZE;
    pendingBits = Math.max(0, pendingBits - Byte.SIZE);
    written++;
  }
}
