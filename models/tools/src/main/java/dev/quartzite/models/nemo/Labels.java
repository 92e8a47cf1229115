package dev.quartzite.models.nemo;

import dev.quartzite.decoding.Alphabet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the alphabet of a configuration's labels, or says which of them can be none. */
final class Labels {
  /** Far more than any script has; what has more are word pieces. */
  private static final int MOST = 20_000;

  private static final int LONGEST = 32;

  private Labels() {}

  /**
   * The alphabet of these labels with the blank behind them, as NeMo has it.
   *
   * @throws NemoException naming the first label that is none
   */
  static Alphabet alphabet(List<String> labels) {
    if (labels.isEmpty() || labels.size() > MOST) {
      throw wrong("has %d labels, expected are 1 to %d".formatted(labels.size(), MOST));
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.isEmpty() || label.length() > LONGEST) {
        throw wrong(
            "has a label of %d characters, number %d; expected are 1 to %d"
                .formatted(label.length(), i, LONGEST));
      }
      if (label.chars().anyMatch(Character::isISOControl)) {
        throw wrong("has a label with a control character, number %d".formatted(i));
      }
      Integer before = places.put(label, i);
      if (before != null) {
        throw wrong("has the label '%s' twice, as number %d and %d".formatted(label, before, i));
      }
    }
    return Alphabet.of(labels, labels.size());
  }

  private static NemoException wrong(String what) {
    return new NemoException(
        "the alphabet", what + ": it is not what the network was trained with");
  }
}
