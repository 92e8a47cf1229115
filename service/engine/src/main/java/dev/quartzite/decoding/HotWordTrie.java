package dev.quartzite.decoding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The letters of hot words while {@link HotWordAutomaton} is made of them: a trie whose nodes are
 * beginnings of spellings, each linked to the longest shorter beginning that it ends with (Aho and
 * Corasick 1975).
 */
final class HotWordTrie {
  /** A beginning of spellings. */
  static final class Node {
    private final Map<Character, Node> children = new HashMap<>();
    private @Nullable Node shorter;

    /** Place among the nodes. */
    final int number;

    /** Number of letters. */
    final int depth;

    /** What the spellings that end here, and their boosts, add up to. */
    double gain;

    /** The largest part of a boost that the letters so far are worth. */
    double credit;

    /** Whether a spelling ends here. */
    boolean finishes;

    Node(int number, int depth) {
      this.number = number;
      this.depth = depth;
    }
  }

  private final Node root = new Node(0, 0);
  private final List<Node> nodes = new ArrayList<>(List.of(root));

  Node root() {
    return root;
  }

  List<Node> nodes() {
    return nodes;
  }

  /**
   * Adds a spelling.
   *
   * @param free letters at its beginning that are worth nothing
   */
  void add(String letters, int free, double boost) {
    Node node = root;
    for (int i = 0; i < letters.length(); i++) {
      node.credit = larger(node.credit, boost * Math.max(0, i - free) / (letters.length() - free));
      node = child(node, letters.charAt(i));
    }
    node.finishes = true;
    node.gain = larger(node.gain, boost);
  }

  private Node child(Node parent, char letter) {
    @Nullable Node known = parent.children.get(letter);
    if (known != null) {
      return known;
    }
    Node added = new Node(nodes.size(), parent.depth + 1);
    nodes.add(added);
    parent.children.put(letter, added);
    return added;
  }

  private static double larger(double a, double b) {
    return Math.abs(a) >= Math.abs(b) ? a : b;
  }

  /** Links the nodes, after the last spelling. What a shorter beginning is worth counts as well. */
  void link() {
    Queue<Node> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      node.children.forEach(
          (letter, child) -> {
            Node shorter = node.shorter == null ? root : follow(node.shorter, letter);
            child.shorter = shorter;
            child.gain += shorter.gain;
            child.credit = larger(child.credit, shorter.credit);
            child.finishes |= shorter.finishes;
            queue.add(child);
          });
    }
  }

  /** The longest beginning that a text ends with, having ended with another before some letters. */
  Node follow(Node from, String letters) {
    Node node = from;
    for (int i = 0; i < letters.length(); i++) {
      node = follow(node, letters.charAt(i));
    }
    return node;
  }

  private Node follow(Node from, char letter) {
    for (@Nullable Node node = from; node != null; node = node.shorter) {
      @Nullable Node child = node.children.get(letter);
      if (child != null) {
        return child;
      }
    }
    return root;
  }
}
