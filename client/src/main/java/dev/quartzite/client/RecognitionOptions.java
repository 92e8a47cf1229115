package dev.quartzite.client;

import dev.quartzite.client.http.RequestFields;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * How the service is to transcribe: the decoding fields of its API. What is not given is its
 * choice.
 */
final class RecognitionOptions {
  @Option(names = "--model", paramLabel = "ID", description = "Model to use.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--language", paramLabel = "CODE", description = "Language of the recordings.")
  private Optional<String> language = Optional.empty();

  @Option(names = "--decoder", paramLabel = "NAME", description = "greedy or beam.")
  private Optional<String> decoder = Optional.empty();

  @Option(names = "--beam-width", paramLabel = "N", description = "Width of the beam search.")
  private Optional<Integer> beamWidth = Optional.empty();

  @Option(
      names = "--language-model",
      paramLabel = "ID",
      description = "Language model to use, or none.")
  private Optional<String> languageModel = Optional.empty();

  @Option(
      names = "--language-model-weight",
      paramLabel = "WEIGHT",
      description = "Weight of the language model.")
  private Optional<Double> languageModelWeight = Optional.empty();

  @Option(names = "--word-bonus", paramLabel = "BONUS", description = "Bonus for each word.")
  private Optional<Double> wordBonus = Optional.empty();

  @Option(
      names = "--hotwords",
      paramLabel = "WORDS",
      description = "Phrases to favour, separated by commas, or JSON with boosts.")
  private Optional<String> hotwords = Optional.empty();

  @Option(names = "--prompt", paramLabel = "TEXT", description = "Taken as hot words.")
  private Optional<String> prompt = Optional.empty();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "For other servers with this API; Quartzite ignores it.")
  private Optional<Double> temperature = Optional.empty();

  @Option(
      names = "--n-best",
      paramLabel = "N",
      description = "Number of alternatives in json output.")
  private Optional<Integer> alternatives = Optional.empty();

  @Option(
      names = "--channels",
      paramLabel = "WHICH",
      description = "mix, separate or the number of a channel.")
  private Optional<String> channels = Optional.empty();

  @Option(names = "--character-times", description = "Times of characters in json output.")
  private boolean characterTimes;

  @Option(names = "--logprobs", description = "Log-probabilities of tokens in json output.")
  private boolean logprobs;

  RequestFields fields() {
    return RequestFields.NONE
        .with("model", model)
        .with("language", language)
        .with("decoder", decoder)
        .with("beam_width", beamWidth)
        .with("language_model", languageModel)
        .with("language_model_weight", languageModelWeight)
        .with("word_bonus", wordBonus)
        .with("hotwords", hotwords)
        .with("prompt", prompt)
        .with("temperature", temperature)
        .with("n_best", alternatives)
        .with("channels", channels)
        .with("timestamp_granularities[]", optional(characterTimes, "char"))
        .with("include[]", optional(logprobs, "logprobs"));
  }

  private static Optional<String> optional(boolean wanted, String value) {
    return wanted ? Optional.of(value) : Optional.empty();
  }
}
