package dev.quartzite.lm;

import java.util.List;

/**
 * The words that a language model knows, as a trie of letters: a decoder walks it as a word grows,
 * and knows at every letter whether any word still begins so. Ids are places in alphabetical order
 * (of UTF-16 units), from 0. Immutable; asking allocates nothing.
 */
public final class Vocabulary {
  /** The node of the empty prefix. */
  public static final int ROOT = 0;

  /** In place of a node or a word that there is not. */
  public static final int NONE = -1;

  static final Vocabulary EMPTY =
      new Vocabulary(
          MappedBytes.of(new byte[2 * BinaryHeader.length(1)]),
          new BinaryHeader(0, NONE, NONE, NONE, 0, 1, List.of(0L)));

  private final BinaryHeader header;
  private final PackedRecords nodes;
  private final int childShift;
  private final int wordShift;
  private final long characterMask;
  private final long childMask;
  private final long wordMask;

  /** The code of each character in the trie, 0 for those of no word. */
  private final char[] codes;

  Vocabulary(MappedBytes bytes, BinaryHeader header) {
    BinaryLayout layout = new BinaryLayout(header);
    BinaryLayout.TrieFields fields = layout.trieFields();
    this.header = header;
    nodes = new PackedRecords(bytes, layout.trieOffset(), fields.width());
    childShift = fields.character();
    wordShift = childShift + fields.firstChild();
    characterMask = PackedRecords.mask(fields.character());
    childMask = PackedRecords.mask(fields.firstChild());
    wordMask = PackedRecords.mask(fields.word());
    codes = codes(new PackedRecords(bytes, layout.charactersOffset(), Character.SIZE));
  }

  private char[] codes(PackedRecords characters) {
    int count = header.characters();
    long mask = PackedRecords.mask(Character.SIZE);
    char[] table = new char[count == 0 ? 0 : 1 + characters.get(count - 1, 0, mask)];
    for (int i = 0; i < count; i++) {
      table[characters.get(i, 0, mask)] = (char) (i + 1);
    }
    return table;
  }

  /** Number of words. */
  public int size() {
    return Math.toIntExact(header.counts().get(0));
  }

  /** Id of the word that stands for all unknown ones. */
  public int unknown() {
    return header.unknown();
  }

  /** Id of the word before the first. */
  public int startOfSentence() {
    return header.start();
  }

  /** Id of the word after the last. */
  public int endOfSentence() {
    return header.end();
  }

  /** The node of a prefix with one more character, or {@link #NONE} if no word begins so. */
  public int child(int node, char character) {
    int code = character < codes.length ? codes[character] : 0;
    int from = nodes.get(node, childShift, childMask);
    int to = nodes.get(node + 1L, childShift, childMask);
    while (from < to) {
      int middle = (from + to) >>> 1;
      int found = nodes.get(middle, 0, characterMask);
      if (found == code) {
        return middle;
      }
      if (found < code) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return NONE;
  }

  /** Id of the word that ends at a node, or {@link #NONE}. */
  public int word(int node) {
    return nodes.get(node, wordShift, wordMask) - 1;
  }

  /** Id of a word, or {@link #NONE} if it is not known. */
  public int word(CharSequence text) {
    int node = ROOT;
    for (int i = 0; i < text.length() && node != NONE; i++) {
      node = child(node, text.charAt(i));
    }
    return node == NONE ? NONE : word(node);
  }
}
