package dev.quartzite.models;

import java.util.List;

/**
 * What a file does not say about a model.
 *
 * @param languages ISO 639-1 codes
 * @param licence SPDX identifier, or a sentence
 * @param owner who made it
 */
record About(List<String> languages, String licence, String owner) {
  /** Nothing. */
  static final About NOTHING = new About(List.of(), "not stated", "not stated");

  About {
    languages = List.copyOf(languages);
  }
}
