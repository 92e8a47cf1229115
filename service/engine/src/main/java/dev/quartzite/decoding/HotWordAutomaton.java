package dev.quartzite.decoding;

/**
 * Finds hot words in a text that grows token by token. A phrase is taken with the spaces around it,
 * so that it is found as whole words only. A state stands for the longest beginning of a phrase
 * that the text ends with. Immutable.
 *
 * <p>A boost is given letter by letter, so that a phrase is not pruned before it is finished:
 * {@link #credit} is what the letters so far are worth. It belongs to the state, hence it is taken
 * back when the text goes on otherwise. What a finished phrase earns for good is its {@link #gain}.
 */
final class HotWordAutomaton {
  private final Alphabet alphabet;
  private final String boundary;
  private final int tokens;
  private final int start;

  /** The next state, {@code [states × tokens]}. */
  private final int[] next;

  private final int[] depth;
  private final double[] gain;
  private final double[] credit;
  private final boolean[] finishes;

  /**
   * The automaton of hot words.
   *
   * @throws IllegalArgumentException if one cannot be written with the alphabet
   */
  HotWordAutomaton(HotWords hotWords, Alphabet alphabet) {
    this.alphabet = alphabet;
    this.tokens = alphabet.size();
    this.boundary = alphabet.space() < 0 ? "" : Alphabet.SPACE;
    HotWordTrie trie = new HotWordTrie();
    for (HotWord word : hotWords.words()) {
      for (String spelling : word.spellings()) {
        String letters = String.join(boundary, spelling.strip().split("\\s+"));
        trie.add(boundary + alphabet.spell(letters) + boundary, boundary.length(), word.boost());
      }
    }
    trie.link();
    int states = trie.nodes().size();
    next = new int[states * tokens];
    depth = new int[states];
    gain = new double[states];
    credit = new double[states];
    finishes = new boolean[states];
    trie.nodes().forEach(node -> tabulate(trie, node));
    start = trie.follow(trie.root(), boundary).number;
  }

  private void tabulate(HotWordTrie trie, HotWordTrie.Node node) {
    int state = node.number;
    for (int token = 0; token < tokens; token++) {
      next[state * tokens + token] = trie.follow(node, alphabet.token(token)).number;
    }
    depth[state] = node.depth;
    gain[state] = node.gain;
    credit[state] = node.credit;
    finishes[state] = node.finishes;
  }

  /** The state at the beginning of a text. */
  int start() {
    return start;
  }

  /** The state after a token. */
  int next(int state, int token) {
    return next[state * tokens + token];
  }

  /** The state after the end of the text, which ends a word as a space does. */
  int end(int state) {
    return boundary.isEmpty() ? state : next(state, alphabet.space());
  }

  /** What the phrases that are finished with this state add to the score, natural log. */
  double gain(int state) {
    return gain[state];
  }

  /** What the letters of a phrase that is not finished add for now, natural log. */
  double credit(int state) {
    return credit[state];
  }

  /** Whether the text, from a beginning of a word on, begins a phrase. */
  boolean isMatching(int state) {
    return depth[state] > 0;
  }

  /** Whether the word that ended with this state belongs to a phrase, finished or not. */
  boolean isWithinPhrase(int state) {
    return finishes[state] || depth[state] > boundary.length();
  }
}
