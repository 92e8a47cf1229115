package dev.quartzite.models.lm;

import java.io.IOException;
import java.util.stream.IntStream;

/** Writes a model in the ARPA format: base-10 logarithms with six digits, n-grams sorted. */
final class ArpaWriter {
  private static final long MICRO = 1_000_000;
  private static final String NEVER = "-99.000000";

  private final Corpus corpus;
  private final NgramTrie trie;
  private final KneserNey model;
  private final Appendable out;

  private ArpaWriter(Corpus corpus, NgramTrie trie, KneserNey model, Appendable out) {
    this.corpus = corpus;
    this.trie = trie;
    this.model = model;
    this.out = out;
  }

  /** Writes the n-grams of a model that are kept. */
  static void write(Corpus corpus, NgramTrie trie, KneserNey model, Appendable out)
      throws IOException {
    new ArpaWriter(corpus, trie, model, out).write();
  }

  private void write() throws IOException {
    out.append("\\data\\\n");
    for (int order = 1; order <= trie.order(); order++) {
      out.append("ngram %d=%d\n".formatted(order, kept(order)));
    }
    for (int order = 1; order <= trie.order(); order++) {
      out.append("\n\\%d-grams:\n".formatted(order));
      write(order, 1, 0, trie.level(1).size(), "");
    }
    out.append("\n\\end\\\n");
  }

  private long kept(int order) {
    return IntStream.range(0, trie.level(order).size())
        .filter(ngram -> model.isKept(order, ngram))
        .count();
  }

  /** Writes the n-grams of an order that begin with some of a lower order. */
  private void write(int order, int begun, int from, int to, String words) throws IOException {
    NgramTrie.Level level = trie.level(begun);
    for (int i = from; i < to; i++) {
      if (model.isKept(begun, i)) {
        String word = corpus.words().get(level.word(i));
        String longer = words.isEmpty() ? word : words + " " + word;
        if (begun == order) {
          writeLine(order, i, longer);
        } else {
          write(order, begun + 1, level.firstChild(i), level.firstChild(i + 1), longer);
        }
      }
    }
  }

  private void writeLine(int order, int ngram, String words) throws IOException {
    boolean never = order == 1 && ngram == corpus.start();
    out.append(never ? NEVER : log10(model.probability(order, ngram))).append('\t').append(words);
    float backOff = model.backOff(order, ngram);
    if (backOff != 1) {
      out.append('\t').append(log10(backOff));
    }
    out.append('\n');
  }

  /** Six digits after the point; much faster than {@link String#format}. */
  private static String log10(double value) {
    long micros = Math.round(Math.log10(value) * MICRO);
    long magnitude = Math.abs(micros);
    String digits = Long.toString(MICRO + magnitude % MICRO).substring(1);
    return (micros < 0 ? "-" : "") + magnitude / MICRO + "." + digits;
  }
}
