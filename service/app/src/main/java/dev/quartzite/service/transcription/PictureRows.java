package dev.quartzite.service.transcription;

import dev.quartzite.math.FloatMatrix;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.DoubleUnaryOperator;

/**
 * The rows of a {@link Picture} while its recording is transcribed, in constant memory: when there
 * are as many as there may be, each two become one that has the larger of their values, and from
 * then on a row stands for twice as many frames. For one thread.
 */
final class PictureRows {
  private static final int FIRST_ROWS = 1024;

  private final int columns;
  private final int mostRows;
  private final DoubleUnaryOperator share;
  private byte[] bytes;
  private int rows;
  private int framesPerRow = 1;

  /**
   * @param mostRows how many there may be; 2 or more
   * @param share a value → its place between minimum and maximum, 0 to 1
   */
  PictureRows(int columns, int mostRows, DoubleUnaryOperator share) {
    this.columns = columns;
    this.mostRows = mostRows;
    this.share = share;
    this.bytes = new byte[Math.min(FIRST_ROWS, mostRows) * columns];
  }

  /**
   * Adds frames.
   *
   * @param first number of the first in the recording; if there is one of this number already, the
   *     larger values count
   */
  void add(long first, FloatMatrix frames) {
    float[] frame = new float[columns];
    for (int i = 0; i < frames.rows(); i++) {
      frames.copyRow(i, frame);
      merge(row(first + i), frame);
    }
  }

  /** The row that a frame belongs to, made if need be. */
  private int row(long frame) {
    while (frame / framesPerRow >= mostRows) {
      halve();
    }
    int row = (int) (frame / framesPerRow);
    if ((row + 1) * columns > bytes.length) {
      int enough = Math.max(row + 1, Math.min(mostRows, 2 * (bytes.length / columns)));
      bytes = Arrays.copyOf(bytes, enough * columns);
    }
    rows = Math.max(rows, row + 1);
    return row;
  }

  private void merge(int row, float[] frame) {
    int offset = row * columns;
    for (int column = 0; column < columns; column++) {
      double place = Math.max(0, Math.min(1, share.applyAsDouble(frame[column])));
      int value = (int) Math.round(place * 255);
      bytes[offset + column] = (byte) Math.max(value, bytes[offset + column] & 0xFF);
    }
  }

  private void halve() {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int to = row / 2 * columns + column;
        int value = bytes[row * columns + column] & 0xFF;
        bytes[to] = (byte) (row % 2 == 0 ? value : Math.max(value, bytes[to] & 0xFF));
      }
    }
    rows = (rows + 1) / 2;
    Arrays.fill(bytes, rows * columns, bytes.length, (byte) 0);
    framesPerRow *= 2;
  }

  int rows() {
    return rows;
  }

  int framesPerRow() {
    return framesPerRow;
  }

  /** The rows, a byte a value, in Base64. */
  String base64() {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, rows * columns));
  }
}
