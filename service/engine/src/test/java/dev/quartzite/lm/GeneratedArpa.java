package dev.quartzite.lm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * A trigram model of ten million n-grams, made up: 200,000 words, 4,000,000 bigrams, 5,800,000
 * trigrams. As in a language, few words are frequent (Zipf) and have most n-grams; what the
 * probabilities are means nothing.
 */
final class GeneratedArpa {
  private static final int WORDS = 200_000;
  private static final int BIGRAMS = 4_000_000;
  private static final int TRIGRAMS = 5_800_000;
  private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");

  private final SplittableRandom random = new SplittableRandom(1);

  /** Pairs of words as first × {@link #WORDS} + last, sorted. */
  private final long[] bigrams;

  /** Bigram by its place × {@link #WORDS} + last word, sorted. */
  private final long[] trigrams;

  GeneratedArpa() {
    bigrams = distinct(BIGRAMS, () -> (long) word() * WORDS + word());
    trigrams = distinct(TRIGRAMS, () -> (long) random.nextInt(BIGRAMS) * WORDS + word());
  }

  /** A word, the probability of the n-th being proportional to 1 / n. */
  private int word() {
    return (int) Math.exp(random.nextDouble() * Math.log(WORDS));
  }

  private static long[] distinct(int count, LongSupplier draw) {
    return LongStream.generate(draw).distinct().limit(count).sorted().toArray();
  }

  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("\\data\\\nngram 1=" + WORDS + "\n");
      out.write("ngram 2=" + BIGRAMS + "\nngram 3=" + TRIGRAMS + "\n\n\\1-grams:\n");
      for (int word = 0; word < WORDS; word++) {
        out.write(number() + "\t" + spelling(word) + "\t" + number() + "\n");
      }
      out.write("\n\\2-grams:\n");
      for (long bigram : bigrams) {
        out.write(number() + "\t" + spelling(bigram / WORDS) + " ");
        out.write(spelling(bigram % WORDS) + "\t" + number() + "\n");
      }
      out.write("\n\\3-grams:\n");
      for (long trigram : trigrams) {
        long bigram = bigrams[(int) (trigram / WORDS)];
        out.write(number() + "\t" + spelling(bigram / WORDS) + " " + spelling(bigram % WORDS));
        out.write(" " + spelling(trigram % WORDS) + "\n");
      }
      out.write("\n\\end\\\n");
    }
  }

  private String number() {
    return "-" + random.nextInt(6) + "." + random.nextInt(100_000, 1_000_000);
  }

  /** Distinct for each word, and in no order. */
  private static String spelling(long word) {
    return word < SPECIAL.size()
        ? SPECIAL.get((int) word)
        : Long.toString(word * 2_654_435_761L % 4_294_967_291L, 36);
  }

  /** A text of which half the words follow the one before in a bigram. */
  String[] text(int words) {
    String[] text = new String[words];
    long previous = 0;
    for (int i = 0; i < words; i++) {
      previous = random.nextBoolean() ? word() : follower(previous);
      text[i] = spelling(previous);
    }
    return text;
  }

  private long follower(long word) {
    int from = firstOf(word);
    int to = firstOf(word + 1);
    return from == to ? word() : bigrams[random.nextInt(from, to)] % WORDS;
  }

  private int firstOf(long word) {
    int found = Arrays.binarySearch(bigrams, word * WORDS);
    return found < 0 ? -found - 1 : found;
  }
}
