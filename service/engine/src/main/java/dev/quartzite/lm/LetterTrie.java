package dev.quartzite.lm;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The letter trie of a {@link Vocabulary} that is being compiled. Nodes are numbered level by
 * level, so that children stand side by side and each node needs the number of its first only.
 */
final class LetterTrie {
  private final List<String> words;
  private final char[] characters;

  // A node is the range of sorted words that share its prefix.
  private int[] from = new int[1 << 16];
  private int[] to = new int[1 << 16];
  private int[] firstChild = new int[1 << 16];
  private int nodes;

  /** The trie of sorted distinct words. */
  LetterTrie(List<String> sorted) {
    words = sorted;
    characters = distinctCharacters(sorted);
    add(0, words.size());
    int depth = 0;
    for (int begin = 0, end = 1; begin < end; depth++) {
      for (int node = begin; node < end; node++) {
        firstChild[node] = nodes;
        addChildren(node, depth);
      }
      begin = end;
      end = nodes;
    }
  }

  private static char[] distinctCharacters(List<String> words) {
    boolean[] present = new boolean[1 << Character.SIZE];
    int count = 0;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        count += present[word.charAt(i)] ? 0 : 1;
        present[word.charAt(i)] = true;
      }
    }
    char[] characters = new char[count];
    for (int c = 0, i = 0; i < count; c++) {
      if (present[c]) {
        characters[i++] = (char) c;
      }
    }
    return characters;
  }

  private void addChildren(int node, int depth) {
    int end = to[node];
    for (int i = hasWord(node, depth) ? from[node] + 1 : from[node]; i < end; ) {
      int begin = i;
      char character = words.get(begin).charAt(depth);
      while (i < end && words.get(i).charAt(depth) == character) {
        i++;
      }
      add(begin, i);
    }
  }

  private boolean hasWord(int node, int depth) {
    return from[node] < to[node] && words.get(from[node]).length() == depth;
  }

  private void add(int begin, int end) {
    if (nodes == from.length) {
      from = Arrays.copyOf(from, 2 * nodes);
      to = Arrays.copyOf(to, 2 * nodes);
      firstChild = Arrays.copyOf(firstChild, 2 * nodes);
    }
    from[nodes] = begin;
    to[nodes++] = end;
  }

  int characters() {
    return characters.length;
  }

  int nodes() {
    return nodes;
  }

  void writeCharacters(RecordWriter out) throws IOException {
    for (char character : characters) {
      out.put(character, Character.SIZE);
    }
    out.endSection();
  }

  void writeNodes(RecordWriter out, BinaryLayout.TrieFields fields) throws IOException {
    int depth = 0;
    int levelEnd = 1;
    for (int node = 0; node < nodes; node++) {
      if (node == levelEnd) {
        depth++;
        levelEnd = firstChild[node];
      }
      out.put(depth == 0 ? 0 : code(words.get(from[node]).charAt(depth - 1)), fields.character());
      out.put(firstChild[node], fields.firstChild());
      out.put(hasWord(node, depth) ? from[node] + 1 : 0, fields.word());
    }
    out.put(0, fields.character());
    out.put(nodes, fields.firstChild());
    out.put(0, fields.word());
    out.endSection();
  }

  private int code(char character) {
    return 1 + Arrays.binarySearch(characters, character);
  }
}
