package dev.quartzite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads arrays that NumPy wrote ({@code .npy}, {@code .npz}), as reference values for tests. */
public final class NumpyFile {
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");
  private static final Pattern TYPE = Pattern.compile("'descr': '([^']*)'");

  private NumpyFile() {}

  /**
   * An array of numbers as floats.
   *
   * @param shape length of each dimension
   * @param values row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // a plain carrier between this reader and assertions
  public record Array(int[] shape, float[] values) {}

  public static Array read(Path npy) throws IOException {
    return parse(Files.readAllBytes(npy));
  }

  /** All arrays of an archive by name. */
  public static Map<String, Array> readAll(Path npz) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    try (InputStream file = Files.newInputStream(npz);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(".npy")) {
          arrays.put(name.substring(0, name.length() - 4), parse(zip.readAllBytes()));
        }
      }
    }
    return arrays;
  }

  private static Array parse(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = file[6] == 1 ? bytes.getShort(8) & 0xffff : bytes.getInt(8);
    int headerStart = file[6] == 1 ? 10 : 12;
    String header = new String(file, headerStart, headerLength, StandardCharsets.ISO_8859_1);
    if (header.contains("'fortran_order': True")) {
      throw new IllegalArgumentException("column-major arrays are not read");
    }
    int[] shape =
        Arrays.stream(group(SHAPE, header).split(",", -1))
            .map(String::strip)
            .filter(length -> !length.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    bytes.position(headerStart + headerLength);
    String type = group(TYPE, header);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case "<f4" -> bytes.getFloat();
            case "<f8" -> (float) bytes.getDouble();
            case "<i4" -> bytes.getInt();
            case "<i8" -> bytes.getLong();
            case "<i2" -> bytes.getShort();
            default ->
                throw new IllegalArgumentException("arrays of type " + type + " are not read");
          };
    }
    return new Array(shape, values);
  }

  private static String group(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("not a NumPy header: " + header);
    }
    return matcher.group(1);
  }
}
