package dev.quartzite.models.evaluation;

import dev.quartzite.Transcriber;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.Waveform;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.WordEvidence;
import dev.quartzite.models.evaluation.Corpus.Utterance;
import dev.quartzite.scoring.Alignment;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a model makes of a corpus. Immutable.
 *
 * @param results one an utterance, in the corpus's order
 * @param audioSeconds length of all recordings
 * @param elapsedSeconds how long it took, reading the files included
 */
record Evaluation(List<Result> results, double audioSeconds, double elapsedSeconds) {
  /**
   * What a model makes of an utterance.
   *
   * @param utterance the utterance
   * @param hypothesis the text heard
   * @param words the words heard
   * @param seconds length of the recording
   */
  record Result(Utterance utterance, String hypothesis, List<HeardWord> words, double seconds) {
    ErrorCounts errors() {
      return ErrorCounts.words(utterance.reference(), hypothesis);
    }

    ErrorCounts characterErrors() {
      return ErrorCounts.characters(utterance.reference(), hypothesis);
    }
  }

  Evaluation {
    results = List.copyOf(results);
  }

  /**
   * Transcribes every utterance as a whole.
   *
   * @param callers how many at once
   */
  static Evaluation of(Transcriber transcriber, Corpus corpus, int callers) {
    AudioReader reader =
        new AudioReader(transcriber.extractor().frontEnd().sampleRate(), AudioLimits.defaults());
    List<Callable<Result>> tasks = new ArrayList<>();
    for (Utterance utterance : corpus.utterances()) {
      tasks.add(() -> result(transcriber, utterance, reader));
    }
    ExecutorService executor = Executors.newFixedThreadPool(callers);
    long start = System.nanoTime();
    try {
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : executor.invokeAll(tasks)) {
        results.add(result.get());
      }
      double elapsed = (System.nanoTime() - start) / 1e9;
      double seconds = results.stream().mapToDouble(Result::seconds).sum();
      return new Evaluation(results, seconds, elapsed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Result result(Transcriber transcriber, Utterance utterance, AudioReader reader) {
    Waveform waveform = reader.read(utterance.recording(), ChannelSelection.MIX).get(0);
    Emissions emissions =
        transcriber.acousticModel().infer(transcriber.extractor().extract(waveform));
    Hypothesis hypothesis = transcriber.decoder().decode(emissions).get(0);
    List<WordEvidence> evidence = transcriber.reader().evidence(hypothesis, emissions);
    String text = transcriber.reader().alternative(hypothesis).text();
    List<HeardWord> heard = new ArrayList<>();
    for (Alignment.Pair pair : Alignment.words(utterance.reference(), text).pairs()) {
      if (pair.kind() != Alignment.Kind.DELETION) {
        heard.add(new HeardWord(evidence.get(heard.size()), pair.kind() == Alignment.Kind.HIT));
      }
    }
    return new Result(utterance, text, heard, waveform.seconds());
  }

  ErrorCounts errors() {
    return results.stream().map(Result::errors).reduce(ErrorCounts.ZERO, ErrorCounts::plus);
  }

  ErrorCounts characterErrors() {
    return results.stream()
        .map(Result::characterErrors)
        .reduce(ErrorCounts.ZERO, ErrorCounts::plus);
  }

  List<HeardWord> words() {
    return results.stream().flatMap(result -> result.words().stream()).toList();
  }

  /** The texts compared, for reports. */
  dev.quartzite.scoring.report.Evaluation compared(Normalization normalization) {
    return new dev.quartzite.scoring.report.Evaluation(
        normalization,
        results.stream()
            .map(
                result ->
                    dev.quartzite.scoring.report.Evaluation.Utterance.of(
                        result.utterance().id(),
                        Optional.empty(),
                        result.utterance().reference(),
                        result.hypothesis(),
                        normalization))
            .toList());
  }

  /** Seconds of audio to a second of computing, reading the files included. */
  double speed() {
    return audioSeconds / elapsedSeconds;
  }
}
