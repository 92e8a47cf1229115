package dev.quartzite;

import dev.quartzite.TranscriptionObserver.Stage;
import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.audio.Waveform;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.CtcDecoder;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import java.util.function.Supplier;

/**
 * The whole line for whole recordings. A value that is cheap to make: one a request, with the
 * decoder that the request chose, around an acoustic model that all share and that somebody else
 * closes.
 *
 * <pre>{@code
 * LoadedModel model = LoadedModel.load(ModelDirectory.open(path), RuntimeOptions.defaults());
 * Transcript transcript = model.transcriber().transcribe(waveform);
 * }</pre>
 *
 * <p>Safe for any number of threads.
 *
 * @param extractor waveform to spectrogram
 * @param acousticModel spectrogram to emissions
 * @param alphabet the network's tokens
 * @param decoder emissions to hypothesis
 * @param observer is told how long each stage took
 */
public record Transcriber(
    LogMelExtractor extractor,
    AcousticModel acousticModel,
    Alphabet alphabet,
    CtcDecoder decoder,
    TranscriptionObserver observer) {

  /** What was said in the recording; an empty text where nothing was. */
  public Transcript transcribe(Waveform waveform) {
    double seconds = waveform.seconds();
    LogMelSpectrogram spectrogram =
        observed(Stage.FEATURES, seconds, () -> extractor.extract(waveform));
    Emissions emissions = observed(Stage.ACOUSTIC, seconds, () -> acousticModel.infer(spectrogram));
    Hypothesis hypothesis =
        observed(Stage.DECODING, seconds, () -> decoder.decode(emissions).get(0));
    return TranscriptAssembly.assemble(hypothesis, alphabet, emissions.frameSeconds(), seconds);
  }

  /** The same line with another decoder. */
  public Transcriber with(CtcDecoder other) {
    return new Transcriber(extractor, acousticModel, alphabet, other, observer);
  }

  /** The same line with another observer. */
  public Transcriber observedBy(TranscriptionObserver other) {
    return new Transcriber(extractor, acousticModel, alphabet, decoder, other);
  }

  private <T> T observed(Stage stage, double audioSeconds, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    observer.stageEnded(stage, System.nanoTime() - start, audioSeconds);
    return result;
  }
}
