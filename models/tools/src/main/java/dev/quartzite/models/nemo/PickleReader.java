package dev.quartzite.models.nemo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * Python pickles as {@code torch.save} writes them for a dictionary of tensors. A pickle is a
 * program for a stack machine (Python's {@code pickletools} lists its instructions), and one of its
 * instructions calls any function of any Python module: that is how a model file takes a machine
 * over. This machine knows no function but the handful that make tensors and ordered dictionaries;
 * any other name ends the reading. Instructions that a dictionary of tensors does not need it does
 * not know, keys are texts or numbers, and no length is believed before so many bytes are there.
 * Not safe for use by several threads.
 */
final class PickleReader {
  /** That of a Jasper 10x5 has 200 kB; a value may take thirty times its byte in memory. */
  private static final int MOST_BYTES = 8 << 20;

  /** Stands on the stack before the first of several values. */
  private static final Object MARK = new Object();

  /** Stands for Python's {@code None}, which a list of Java cannot hold. */
  static final Object NONE = new Object();

  private final ByteBuffer bytes;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** Reads pickles that stand one after another from the position of these bytes on. */
  PickleReader(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the next pickle: maps, lists, texts, numbers, {@link StoredTensor}s, {@link #NONE}.
   *
   * @throws PickleException if it is malformed, cut short, or names anything but tensors and
   *     dictionaries
   */
  Object read() {
    stack.clear();
    memo.clear();
    int start = bytes.position();
    try {
      while (bytes.position() - start <= MOST_BYTES) {
        int code = bytes.get() & 0xff;
        if (code == '.') {
          return pop();
        }
        execute(code);
      }
      throw new PickleException(
          "it has more than %d bytes, far more than names and shapes of tensors take"
              .formatted(MOST_BYTES));
    } catch (BufferUnderflowException e) {
      throw new PickleException("it ends in the middle", e);
    } catch (ClassCastException | ArithmeticException | NoSuchElementException e) {
      throw new PickleException("it is malformed: " + e.getMessage(), e);
    }
  }

  private void execute(int code) {
    switch (code) {
      case 0x80 -> bytes.get();
      case 0x95 -> bytes.getLong();
      case '(' -> stack.push(MARK);
      case 'N' -> stack.push(NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) (bytes.get() & 0xff));
      case 'M' -> stack.push((long) (bytes.getShort() & 0xffff));
      case 'J' -> stack.push((long) bytes.getInt());
      case 0x8a -> stack.push(integer(bytes.get() & 0xff));
      case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
      case 'X' -> stack.push(new String(take(bytes.getInt()), UTF_8));
      case 0x8c -> stack.push(new String(take(bytes.get() & 0xff), UTF_8));
      case 'T' -> stack.push(new String(take(bytes.getInt()), ISO_8859_1));
      case 'U' -> stack.push(new String(take(bytes.get() & 0xff), ISO_8859_1));
      case 'q' -> memo.put(bytes.get() & 0xff, peek());
      case 'r' -> memo.put(bytes.getInt(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> stack.push(remembered(bytes.get() & 0xff));
      case 'j' -> stack.push(remembered(bytes.getInt()));
      default -> build(code);
    }
  }

  private void build(int code) {
    switch (code) {
      case '}' -> stack.push(new LinkedHashMap<>());
      case ']' -> stack.push(new ArrayList<>());
      case ')' -> stack.push(List.of());
      case 't' -> stack.push(popToMark());
      case 0x85 -> stack.push(popped(1));
      case 0x86 -> stack.push(popped(2));
      case 0x87 -> stack.push(popped(3));
      case 'a' -> append(popped(1));
      case 'e' -> append(popToMark());
      case 's' -> put(popped(2));
      case 'u' -> put(popToMark());
      case 'c' -> stack.push(PickledFunction.named(line(), line()));
      case 0x93 -> {
        List<Object> name = popped(2);
        stack.push(PickledFunction.named((String) name.get(0), (String) name.get(1)));
      }
      case 'R' -> {
        List<?> arguments = (List<?>) pop();
        stack.push(((PickledFunction) pop()).call(arguments));
      }
      case 'Q' -> stack.push(storage((List<?>) pop()));
      // The state of an ordered dictionary is what PyTorch notes beside it; tensors have none.
      case 'b' -> pop();
      default ->
          throw new PickleException(
              "it has the instruction 0x%02x at byte %d, which no dictionary of tensors needs"
                  .formatted(code, bytes.position() - 1));
    }
  }

  private Object remembered(int key) {
    return Optional.ofNullable(memo.get(key))
        .orElseThrow(() -> new PickleException("it recalls what it never remembered"));
  }

  private Object peek() {
    return stack.element();
  }

  private Object pop() {
    return stack.pop();
  }

  private List<Object> popped(int count) {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return List.of(values);
  }

  private List<Object> popToMark() {
    Deque<Object> values = new ArrayDeque<>();
    for (Object value = pop(); value != MARK; value = pop()) {
      values.push(value);
    }
    return List.copyOf(values);
  }

  @SuppressWarnings("unchecked") // every list that is not immutable was made by build
  private void append(List<Object> values) {
    ((List<Object>) peek()).addAll(values);
  }

  @SuppressWarnings("unchecked") // every map was made by build or an ordered dictionary
  private void put(List<Object> keysAndValues) {
    Map<Object, Object> map = (Map<Object, Object>) peek();
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      map.put(requireKey(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  /** Other keys would have to be hashed, which can take for ever. */
  static Object requireKey(Object key) {
    if (key instanceof String || key instanceof Long) {
      return key;
    }
    throw new PickleException("it has a key that is neither text nor number");
  }

  private long integer(int length) {
    byte[] littleEndian = take(length);
    byte[] bigEndian = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      bigEndian[length - i] = littleEndian[i];
    }
    bigEndian[0] = (byte) (length > 0 && littleEndian[length - 1] < 0 ? -1 : 0);
    return new BigInteger(bigEndian).longValue();
  }

  private byte[] take(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new PickleException(
          "it says that %s bytes follow and has %d"
              .formatted(Integer.toUnsignedString(length), bytes.remaining()));
    }
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte next = bytes.get(); next != '\n'; next = bytes.get()) {
      line.append((char) (next & 0xff));
    }
    return line.toString();
  }

  /** {@code ('storage', class, key, location, number of elements, …)}. */
  private static StoredTensor.Storage storage(List<?> id) {
    boolean view = id.size() > 5 && id.get(5) != NONE;
    if (id.size() < 5 || !Objects.equals(id.get(0), "storage") || view) {
      throw new PickleException("it refers to something that is no storage of its own");
    }
    if (id.get(1) instanceof PickledFunction.StorageClass storageClass) {
      return new StoredTensor.Storage(
          storageClass.type(), (String) id.get(2), (Long) Objects.requireNonNull(id.get(4)));
    }
    throw new PickleException("it has a storage of an unknown class");
  }
}
