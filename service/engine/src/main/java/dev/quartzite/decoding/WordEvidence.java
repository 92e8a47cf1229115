package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What speaks for a word of a hypothesis and against it. Immutable.
 *
 * @param letters ln(number of tokens): short words are heard wrong more easily
 * @param margin how much less probable the word's path is than the best path through its frames,
 *     natural log, 0 or less: what the language model had to overrule
 * @param entropy mean entropy of the network's output over the word's frames, nats: how undecided
 *     it is here
 * @param surroundings mean of {@code entropy} over all words of the hypothesis: how well the
 *     recording is heard
 * @param framesPerLetter length in frames by number of tokens
 * @param language what the language model says, if one was asked
 */
public record WordEvidence(
    double letters,
    double margin,
    double entropy,
    double surroundings,
    double framesPerLetter,
    Optional<Language> language) {

  /**
   * What a language model says of a word, natural log.
   *
   * @param word ln P(word | words before it)
   * @param next ln P(next word, or end | words before it, this one included)
   */
  public record Language(double word, double next) {}

  /** No margin counts as more: one hopeless letter says enough. */
  private static final double LEAST_MARGIN = -30;

  /**
   * The evidence for each word.
   *
   * @param words the tokens of each word, a space neither at its beginning nor its end
   * @param wordLogProbs ln P of each word and of the end, or empty without a language model
   */
  public static List<WordEvidence> of(
      Emissions emissions, int blank, List<List<TokenSpan>> words, List<Double> wordLogProbs) {
    List<Frames> heard = words.stream().map(word -> Frames.of(emissions, blank, word)).toList();
    double surroundings = heard.stream().mapToDouble(Frames::entropy).average().orElse(0);
    List<WordEvidence> evidence = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int letters = words.get(i).size();
      Optional<Language> language =
          wordLogProbs.isEmpty()
              ? Optional.empty()
              : Optional.of(new Language(wordLogProbs.get(i), wordLogProbs.get(i + 1)));
      evidence.add(
          new WordEvidence(
              Math.log(letters),
              Math.max(LEAST_MARGIN, heard.get(i).margin()),
              heard.get(i).entropy(),
              surroundings,
              (double) heard.get(i).count() / letters,
              language));
    }
    return evidence;
  }

  /** Sums over the frames of a word. */
  private record Frames(int count, double margin, double entropy) {

    static Frames of(Emissions emissions, int blank, List<TokenSpan> word) {
      FloatMatrix logProbs = emissions.logProbs();
      float[] row = new float[logProbs.columns()];
      int start = word.get(0).startFrame();
      int end = word.get(word.size() - 1).endFrame();
      int token = 0;
      double margin = 0;
      double entropy = 0;
      for (int frame = start; frame < end; frame++) {
        while (frame >= word.get(token).endFrame()) {
          token++;
        }
        logProbs.copyRow(frame, row);
        boolean inGap = frame < word.get(token).startFrame();
        margin += margin(row, inGap ? blank : word.get(token).token());
        entropy += entropy(row);
      }
      return new Frames(end - start, margin, entropy / (end - start));
    }

    private static double margin(float[] row, int token) {
      float largest = Float.NEGATIVE_INFINITY;
      for (float logProb : row) {
        largest = Math.max(largest, logProb);
      }
      // In a frame in which nothing is possible, nothing is more so than something else.
      return row[token] == largest ? 0 : Math.max(LEAST_MARGIN, row[token] - largest);
    }

    private static double entropy(float[] row) {
      double entropy = 0;
      for (float logProb : row) {
        entropy -= logProb > Float.NEGATIVE_INFINITY ? Math.exp(logProb) * logProb : 0;
      }
      return entropy;
    }
  }
}
