package dev.quartzite.service.transcription;

import dev.quartzite.Token;
import dev.quartzite.Word;
import dev.quartzite.decoding.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A token of the text and how probable it was. Those of a transcript, one after another, are its
 * text.
 *
 * @param token its text
 * @param bytes its text in UTF-8
 * @param logprob natural log; 0 for the space where a long recording was cut at a pause, or for a
 *     line's end between channels, which no network decided
 */
record TokenLogprob(String token, List<Integer> bytes, double logprob) {

  static List<TokenLogprob> of(Result result) {
    List<TokenLogprob> all = new ArrayList<>();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      if (channel > 0) {
        all.add(of("\n", 0));
      }
      all.addAll(of(result.channels().get(channel).words()));
    }
    return all;
  }

  static List<TokenLogprob> of(List<Word> words) {
    List<TokenLogprob> all = new ArrayList<>();
    for (Word word : words) {
      if (!all.isEmpty()) {
        boolean heard = word.tokens().size() > word.letters().size();
        all.add(of(Alphabet.SPACE, heard ? word.tokens().get(0).logProb() : 0));
      }
      for (Token letter : word.letters()) {
        all.add(of(letter.text(), letter.logProb()));
      }
    }
    return all;
  }

  static TokenLogprob of(String token, double logprob) {
    List<Integer> bytes = new ArrayList<>();
    for (byte unit : token.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(unit & 0xFF);
    }
    return new TokenLogprob(token, bytes, logprob);
  }
}
