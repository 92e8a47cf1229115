package dev.quartzite.models;

import dev.quartzite.decoding.Alphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Alphabets for networks that do not bring their own. A file has one label a line in the order of
 * the network's last layer, UTF-8; a line of one space is the space, and a line {@code <blank>} is
 * the blank, which without it comes last.
 */
final class AlphabetFile {
  private static final String BLANK = "<blank>";

  private AlphabetFile() {}

  /**
   * Space, a to z, apostrophe, blank: what NeMo's English networks have.
   *
   * @throws IllegalArgumentException if a network with this number of tokens cannot have it
   */
  static Alphabet english(int tokens) {
    List<String> labels = new ArrayList<>(List.of(Alphabet.SPACE));
    IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).forEach(labels::add);
    labels.add("'");
    if (tokens != labels.size() + 1) {
      throw new IllegalArgumentException(
          "the network has %d tokens; only for %d (space, a to z, apostrophe, blank) is the alphabet known: name a file of labels with --alphabet"
              .formatted(tokens, labels.size() + 1));
    }
    return Alphabet.of(labels, labels.size());
  }

  /**
   * Reads a file of labels.
   *
   * @throws IllegalArgumentException if it is no alphabet of this number of tokens
   */
  static Alphabet read(Path file, int tokens) throws IOException {
    List<String> labels = new ArrayList<>(Files.readAllLines(file));
    int blank = labels.indexOf(BLANK);
    if (blank < 0) {
      blank = labels.size();
    } else {
      labels.remove(blank);
    }
    if (labels.size() + 1 != tokens) {
      throw new IllegalArgumentException(
          "%s has %d labels, the network has %d and the blank"
              .formatted(file, labels.size(), tokens - 1));
    }
    try {
      return Alphabet.of(labels, blank);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no alphabet: %s".formatted(file, e.getMessage()), e);
    }
  }
}
