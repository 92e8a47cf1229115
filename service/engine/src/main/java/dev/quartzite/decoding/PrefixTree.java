package dev.quartzite.decoding;

import java.util.Arrays;

/**
 * The prefixes that a beam search has met, as a tree: a prefix is its parent and one more token, so
 * that each has one node however it was reached. Nodes are numbers, greater than their parents'.
 * One thread at a time.
 */
final class PrefixTree {
  /** The empty prefix. It counts as ending with a space, since a space adds nothing to it. */
  static final int ROOT = 0;

  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 1 << 10;

  private final PrefixScores scores;
  private int size;
  private int[] parent = new int[FIRST_CAPACITY];
  private int[] token = new int[FIRST_CAPACITY];
  private int[] firstChild = new int[FIRST_CAPACITY];
  private int[] sibling = new int[FIRST_CAPACITY];

  PrefixTree(PrefixScores scores, int space) {
    this.scores = scores;
    append(NONE, space);
  }

  /** The prefix with one more token. */
  int child(int node, int next) {
    int child = firstChild[node];
    while (child != NONE && token[child] != next) {
      child = sibling[child];
    }
    return child != NONE ? child : add(node, next);
  }

  private int add(int node, int next) {
    int child = append(node, next);
    sibling[child] = firstChild[node];
    firstChild[node] = child;
    scores.extend(node, next, child);
    return child;
  }

  private int append(int node, int next) {
    if (size == parent.length) {
      parent = Arrays.copyOf(parent, 2 * size);
      token = Arrays.copyOf(token, 2 * size);
      firstChild = Arrays.copyOf(firstChild, 2 * size);
      sibling = Arrays.copyOf(sibling, 2 * size);
    }
    parent[size] = node;
    token[size] = next;
    firstChild[size] = NONE;
    sibling[size] = NONE;
    return size++;
  }

  /** The last token of a prefix. */
  int token(int node) {
    return token[node];
  }

  int parent(int node) {
    return parent[node];
  }

  /** All tokens of a prefix. */
  int[] tokens(int node) {
    int length = 0;
    for (int at = node; at != ROOT; at = parent[at]) {
      length++;
    }
    int[] tokens = new int[length];
    for (int at = node; at != ROOT; at = parent[at]) {
      tokens[--length] = token[at];
    }
    return tokens;
  }
}
