package dev.quartzite.models.lm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.lm.NgramLanguageModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lm perplexity FILE < TEXT}: how well a language model predicts a text. */
@Command(
    name = "perplexity",
    description = {
      "Says how well a language model predicts the text of standard input, a sentence a line.",
      "Perplexity counts the words and the sentence ends."
    },
    mixinStandardHelpOptions = true)
final class PerplexityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The language model, compiled or in ARPA format.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    Perplexity perplexity = new Perplexity(NgramLanguageModel.open(file));
    BufferedReader text = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    @Nullable String line = text.readLine();
    while (line != null) {
      perplexity.add(line);
      line = text.readLine();
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%d sentences, %d words, %d of them unknown (%.2f %%)%n"
                + "perplexity %.2f, without the unknown words %.2f%n",
            perplexity.sentences(),
            perplexity.words(),
            perplexity.unknown(),
            100.0 * perplexity.unknown() / Math.max(1, perplexity.words()),
            perplexity.ofAll(),
            perplexity.ofKnown());
    return 0;
  }
}
