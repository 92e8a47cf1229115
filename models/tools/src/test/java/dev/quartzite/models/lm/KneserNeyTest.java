package dev.quartzite.models.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.SharedData;
import dev.quartzite.lm.ArpaReader;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KneserNeyTest {
  /** Both sides are rounded to six digits in the files, and to a float when they are read. */
  private static final double ROUNDING = 1.5e-6;

  @TempDir Path folder;

  @Test
  void estimatesTheReferenceModelNgramByNgram() throws IOException {
    Path text = SharedData.require("lm/librispeech-train.txt.gz");
    Path expected = SharedData.require("lm/librispeech-train-3gram.arpa.gz");
    Path built;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(text)), StandardCharsets.UTF_8))) {
      built = build(lines, 3, List.of(0, 0, 1));
    }
    try (ArpaReader reference = ArpaReader.open(expected);
        ArpaReader ours = ArpaReader.open(built)) {
      assertThat(ours.counts())
          .isEqualTo(reference.counts())
          .containsExactly(33800L, 374988L, 77722L);
      while (reference.next()) {
        assertThat(ours.next()).isTrue();
        assertThat(ours.words()).isEqualTo(reference.words());
        assertThat(base10(ours.logProb())).isCloseTo(base10(reference.logProb()), within(ROUNDING));
        assertThat(base10(ours.backOff())).isCloseTo(base10(reference.backOff()), within(ROUNDING));
      }
      assertThat(ours.next()).isFalse();
    }
  }

  private static double base10(float logProb) {
    return logProb / Math.log(10);
  }

  @Test
  void aModelSmallEnoughToRedoByHand() throws IOException {
    // Every pair is seen twice, every word after one other: too regular, so ½, 1 and 1½ are taken.
    // a, b and </s>: (1 − ½) / 3 + ½ / 4; <unk>: ½ / 4; pairs: (2 − 1) / 2 + ½ · 0.291667.
    Path arpa = build(new BufferedReader(new StringReader("a b\n\na b\n")), 2, List.of(0, 0));
    assertThat(arpa)
        .hasContent(
            """
            \\data\\
            ngram 1=5
            ngram 2=3

            \\1-grams:
            -0.535113\t</s>
            -99.000000\t<s>\t-0.301030
            -0.903090\t<unk>
            -0.535113\ta\t-0.301030
            -0.535113\tb\t-0.301030

            \\2-grams:
            -0.189880\t<s> a
            -0.189880\ta b
            -0.189880\tb </s>

            \\end\\
            """);
  }

  @Test
  void probabilitiesAfterEveryHistoryAddUpToOne() throws IOException {
    String text = "a b c\na b d\nb c a b\nc\na a b c d\nb d a\n";
    for (List<Integer> prune :
        List.of(List.of(0, 0, 0), List.of(0, 0, 1), List.of(0, 1, 1), List.of(0, 9, 9))) {
      Path arpa = build(new BufferedReader(new StringReader(text)), 3, prune);
      NgramLanguageModel model = NgramLanguageModel.open(arpa);
      for (String first : List.of("<s>", "a", "b", "c", "d", "<unk>")) {
        int history =
            after(model, first.equals("<s>") ? model.start() : after(model, 0, first), "a");
        assertThat(sumOfAll(model, history)).isCloseTo(1, within(0.005));
      }
    }
  }

  private static int after(LanguageModel model, int state, String word) {
    return LanguageModel.state(model.score(state, model.vocabulary().word(word)));
  }

  private static double sumOfAll(LanguageModel model, int state) {
    double sum = 0;
    for (int word = 0; word < model.vocabulary().size(); word++) {
      if (word != model.vocabulary().startOfSentence()) {
        sum += Math.exp(LanguageModel.logProb(model.score(state, word)));
      }
    }
    return sum;
  }

  @Test
  void everyOrderCanBeEstimated() throws IOException {
    for (int order : new int[] {1, 2, 5}) {
      BufferedReader text = new BufferedReader(new StringReader("a b c d e f g\na b c\n"));
      NgramLanguageModel model =
          NgramLanguageModel.open(build(text, order, Collections.nCopies(order, 0)));
      assertThat(model.order()).isEqualTo(order);
      assertThat(sumOfAll(model, model.start())).isCloseTo(1, within(0.005));
    }
  }

  @Test
  void textsThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> build(new BufferedReader(new StringReader("a\n<s> b\n")), 2, List.of(0, 0)))
        .withMessageContaining("line 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> build(new BufferedReader(new StringReader("\n \n")), 2, List.of(0, 0)))
        .withMessageContaining("no words");
  }

  private Path build(BufferedReader text, int order, List<Integer> prune) throws IOException {
    Corpus corpus = Corpus.read(text);
    NgramTrie trie = new NgramTrie(corpus, order);
    Path arpa = folder.resolve("built.arpa");
    try (BufferedWriter out = Files.newBufferedWriter(arpa)) {
      ArpaWriter.write(corpus, trie, new KneserNey(trie, corpus, prune), out);
    }
    return arpa;
  }
}
