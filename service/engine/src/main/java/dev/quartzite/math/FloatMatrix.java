package dev.quartzite.math;

import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable matrix of floats {@code [rows × columns]}, row-major, with value equality. It
 * carries spectrograms and emissions between stages, since an array cannot be a record component
 * without losing immutability and equality.
 *
 * <p>Safe for use by any number of threads.
 */
public final class FloatMatrix {
  private final int rows;
  private final int columns;
  private final float[] values;

  private FloatMatrix(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * A matrix over {@code values}, which pass into its possession: the caller must not write to them
   * afterwards.
   *
   * @throws IllegalArgumentException if a dimension is negative or {@code values} does not hold
   *     rows × columns numbers
   */
  public static FloatMatrix wrap(int rows, int columns, float[] values) {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "a matrix [%d × %d] cannot be made of %d values".formatted(rows, columns, values.length));
    }
    return new FloatMatrix(rows, columns, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public float get(int row, int column) {
    Objects.checkIndex(column, columns);
    return values[row * columns + column];
  }

  /** Copies one row into the beginning of {@code destination}. */
  public void copyRow(int row, float[] destination) {
    Objects.checkIndex(row, rows);
    System.arraycopy(values, row * columns, destination, 0, columns);
  }

  /** The rows from {@code from} (inclusive) to {@code to} (exclusive), as a matrix of its own. */
  public FloatMatrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new FloatMatrix(
        to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  /** A copy of all values, row after row. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatMatrix[" + rows + " × " + columns + "]";
  }
}
