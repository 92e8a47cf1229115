/**
 * Word n-gram language models: read from ARPA files, compiled to a file that is mapped into memory,
 * and asked for the probability of a word after its history.
 *
 * <pre>{@code
 * NgramCompiler.compile(Path.of("english.arpa.gz"), Path.of("english.lm"));
 * LanguageModel model = NgramLanguageModel.open(Path.of("english.lm"));
 * long scored = model.score(model.start(), model.vocabulary().word("hello"));
 * float logProb = LanguageModel.logProb(scored); // ln P(hello | <s>)
 * int state = LanguageModel.state(scored); // the history for the next word
 * }</pre>
 *
 * Natural logarithms everywhere; base 10 stays in {@link dev.quartzite.lm.ArpaReader}.
 */
@NullMarked
package dev.quartzite.lm;

import org.jspecify.annotations.NullMarked;
