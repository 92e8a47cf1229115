package dev.quartzite.models.nemo;

import dev.quartzite.models.nemo.StoredTensor.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a checkpoint may name and call. There is nothing else. */
sealed interface PickledFunction {

  /** {@code collections.OrderedDict}, of nothing or of pairs. */
  record OrderedDictionary() implements PickledFunction {}

  /** {@code torch._utils._rebuild_tensor_v2} and its predecessor. */
  record RebuildTensor() implements PickledFunction {}

  /** {@code torch._utils._rebuild_parameter}: a parameter is its tensor. */
  record RebuildParameter() implements PickledFunction {}

  /** {@code torch.FloatStorage} and the like; named, and never called. */
  record StorageClass(ElementType type) implements PickledFunction {}

  /**
   * What a name stands for.
   *
   * @throws PickleException if it is none of the above
   */
  static PickledFunction named(String module, String name) {
    return switch (module + "." + name) {
      case "collections.OrderedDict" -> new OrderedDictionary();
      case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> new RebuildTensor();
      case "torch._utils._rebuild_parameter" -> new RebuildParameter();
      default ->
          ElementType.of(module, name)
              .<PickledFunction>map(StorageClass::new)
              .orElseThrow(
                  () ->
                      new PickleException(
                          "it wants to use %s.%s; only tensors and ordered dictionaries are allowed: it may be an attack, and nothing of it was executed"
                              .formatted(module, name)));
    };
  }

  /** Calls it. */
  default Object call(List<?> arguments) {
    if (this instanceof OrderedDictionary) {
      return dictionary(arguments);
    }
    if (this instanceof RebuildTensor && arguments.size() >= 4) {
      return tensor(arguments);
    }
    if (this instanceof RebuildParameter && !arguments.isEmpty()) {
      return arguments.get(0);
    }
    throw new PickleException("it calls %s with %d arguments".formatted(this, arguments.size()));
  }

  private static Map<Object, Object> dictionary(List<?> arguments) {
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      for (Object pair : (List<?>) arguments.get(0)) {
        List<?> keyAndValue = (List<?>) pair;
        if (keyAndValue.size() != 2) {
          throw new PickleException("an entry of a dictionary is a key and a value");
        }
        dictionary.put(PickleReader.requireKey(keyAndValue.get(0)), keyAndValue.get(1));
      }
    }
    return dictionary;
  }

  private static StoredTensor tensor(List<?> arguments) {
    try {
      return new StoredTensor(
          (Storage) arguments.get(0),
          (Long) arguments.get(1),
          numbers(arguments.get(2)),
          numbers(arguments.get(3)));
    } catch (IllegalArgumentException e) {
      throw new PickleException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Long> numbers(Object list) {
    return ((List<?>) list).stream().map(Long.class::cast).toList();
  }
}
