package dev.quartzite.lm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model small enough to redo its sums by hand. Base-10 logarithms, so −1 is one in ten.
 *
 * <p>"a b" and "b a" are bigrams with a back-off weight, "a b c" is a trigram. "b c" is none, so
 * after "a b c" the model remembers only "c". "ab" shares its first letter with "a".
 */
public final class SmallArpa {
  static final String TEXT =
      """
      Written by hand.

      \\data\\
      ngram 1=7
      ngram 2=4
      ngram 3=2

      \\1-grams:
      -2\t<unk>
      -99\t<s>\t-0.5
      -1\t</s>
      -0.75\ta\t-0.25
      -1.25\tb\t-0.125
      -1.5\tc\t-0.375
      -2.5\tab\t0.25

      \\2-grams:
      -0.5\t<s> a\t-0.0625
      -0.25\ta b\t-1
      -0.625\tb a
      -0.875\tc </s>

      \\3-grams:
      -0.03125\ta b c
      -0.75\t<s> a b

      \\end\\
      """;

  private SmallArpa() {}

  /** The model itself. */
  public static NgramLanguageModel model() {
    try {
      Path file = Files.createTempFile("small", ".arpa");
      try {
        return NgramLanguageModel.open(Files.writeString(file, TEXT));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
