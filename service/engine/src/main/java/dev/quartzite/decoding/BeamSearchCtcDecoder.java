package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * CTC prefix beam search (Graves 2006; Hannun et al. 2014, arXiv 1408.2873) with shallow fusion of
 * a word language model and hot words. A text's acoustic score sums over all its alignments that
 * the search kept. Immutable and safe for any number of threads; a call allocates its own
 * workspace.
 *
 * <pre>{@code
 * CtcDecoder decoder =
 *     new BeamSearchCtcDecoder(alphabet, model, HotWords.none(), BeamSearchOptions.defaults());
 * String text = decoder.decode(emissions).get(0).text(alphabet);
 * }</pre>
 *
 * <p>In the texts words are separated by one space, and none begins or ends with a space. Frames of
 * tokens come from {@link ForcedAligner}.
 */
public final class BeamSearchCtcDecoder implements CtcDecoder {
  private final Alphabet alphabet;
  private final LanguageModel model;
  private final HotWordAutomaton hotWords;
  private final BeamSearchOptions options;
  private final ForcedAligner aligner;

  /**
   * A decoder.
   *
   * @param model {@link LanguageModel#none()} for none
   * @param hotWords {@link HotWords#none()} for none
   * @throws IllegalArgumentException if a hot word cannot be written with the alphabet
   */
  public BeamSearchCtcDecoder(
      Alphabet alphabet, LanguageModel model, HotWords hotWords, BeamSearchOptions options) {
    this.alphabet = alphabet;
    this.model = model;
    this.hotWords = new HotWordAutomaton(hotWords, alphabet);
    this.options = options;
    this.aligner = new ForcedAligner(alphabet);
  }

  /** A search by sound alone, with all else by default. */
  public BeamSearchCtcDecoder(Alphabet alphabet) {
    this(alphabet, LanguageModel.none(), HotWords.none(), BeamSearchOptions.defaults());
  }

  @Override
  public List<Hypothesis> decode(Emissions emissions) {
    alphabet.requireFits(emissions);
    PrefixScores scores = new PrefixScores(alphabet, model, hotWords, options);
    BeamSearch search = new BeamSearch(alphabet, scores, options);
    search.read(emissions);
    List<Hypothesis> hypotheses = new ArrayList<>();
    // Tokens of several letters can spell one text in several ways.
    Set<String> texts = new HashSet<>();
    for (BeamSearch.Ending ending : search.endings()) {
      int[] tokens = search.tokens(ending);
      String text = alphabet.text(tokens);
      if (hypotheses.size() < options.nBest() && texts.add(text)) {
        List<TokenSpan> spans = aligner.align(emissions, tokens);
        hypotheses.add(
            new Hypothesis(spans, ending.acoustic(), ending.language(), wordLogProbs(text)));
      }
    }
    return hypotheses;
  }

  private List<Double> wordLogProbs(String text) {
    Vocabulary vocabulary = model.vocabulary();
    if (vocabulary.size() == 0) {
      return List.of();
    }
    List<Double> logProbs = new ArrayList<>();
    int state = model.start();
    for (String word : text.isEmpty() ? new String[0] : text.split(Alphabet.SPACE)) {
      int id = vocabulary.word(word);
      long scored = model.score(state, id == Vocabulary.NONE ? vocabulary.unknown() : id);
      logProbs.add((double) LanguageModel.logProb(scored));
      state = LanguageModel.state(scored);
    }
    logProbs.add((double) LanguageModel.logProb(model.score(state, vocabulary.endOfSentence())));
    return logProbs;
  }

  @Override
  public int nBest() {
    return options.nBest();
  }
}
