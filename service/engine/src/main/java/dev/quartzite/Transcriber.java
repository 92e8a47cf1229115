package dev.quartzite;

import dev.quartzite.TranscriptionObserver.Stage;
import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.SegmentationOptions;
import dev.quartzite.audio.Segmenter;
import dev.quartzite.audio.Waveform;
import dev.quartzite.decoding.CtcDecoder;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import java.util.List;
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
 * @param reader hypothesis to words
 * @param decoder emissions to hypothesis
 * @param observer is told how long each stage took
 */
public record Transcriber(
    LogMelExtractor extractor,
    AcousticModel acousticModel,
    WordReader reader,
    CtcDecoder decoder,
    TranscriptionObserver observer) {

  /** Three steps of 16 bits, −80 dB: nobody speaks as softly. */
  private static final float INAUDIBLE = 3f / (1 << 15);

  /** What was said in the recording; an empty text where nothing was. */
  public Transcript transcribe(Waveform waveform) {
    return decode(frames(waveform, 0).emissions(), 0, waveform.seconds());
  }

  /**
   * What was said in a recording of any length, in constant memory. A recording of up to 40 seconds
   * is transcribed as a whole; a longer one is cut at pauses, or where there are none into
   * overlapping segments that are joined between words. Its alternatives are those of the whole:
   * the most probable combinations of its segments' alternatives.
   *
   * @param listener is told of each part as soon as it is transcribed
   */
  public Transcript transcribe(AudioStream stream, PartListener listener) {
    return new SegmentedTranscription(this, listener)
        .transcribe(new Segmenter(stream, SegmentationOptions.defaults()));
  }

  /**
   * When the words of a text are said in a recording. Memory grows with the recording's length: 6
   * kB a second for the emissions, and for the search with the square root of the length.
   *
   * @return the text's words as it writes them
   * @throws UnalignableTextException if the recording is too short for the text, or both are too
   *     long
   */
  public Transcript align(AudioStream stream, AlignedText text) {
    JoinedEmissions recording =
        new JoinedEmissions(this, new Segmenter(stream, SegmentationOptions.defaults()));
    List<Word> words = text.in(recording.emissions());
    return Transcript.of(words, recording.seconds(), List.of(), List.of());
  }

  /**
   * Front end and network. The front end makes all recordings equally loud, so that the network
   * hears something even in no sound at all: of that nothing is believed.
   *
   * @param start where the waveform begins in the recording, seconds
   */
  Frames frames(Waveform waveform, double start) {
    double seconds = waveform.seconds();
    LogMelSpectrogram spectrogram =
        observed(Stage.FEATURES, seconds, () -> extractor.extract(waveform));
    Emissions heard = observed(Stage.ACOUSTIC, seconds, () -> acousticModel.infer(spectrogram));
    Emissions emissions =
        waveform.peak() > INAUDIBLE ? heard : heard.silenced(reader.alphabet().blank());
    double hopSeconds =
        (double) extractor.frontEnd().hopSamples() / extractor.frontEnd().sampleRate();
    int stride = (int) Math.round(emissions.frameSeconds() / hopSeconds);
    return new Frames(spectrogram, emissions, stride, start);
  }

  /**
   * Decoder and times.
   *
   * @param start where the first frame lies in the recording, seconds
   * @param seconds length of what the emissions were made of
   */
  Transcript decode(Emissions emissions, double start, double seconds) {
    List<Hypothesis> hypotheses =
        observed(Stage.DECODING, seconds, () -> decoder.decode(emissions));
    List<Word> words = reader.words(hypotheses.get(0), emissions, start);
    return Transcript.of(
        words, seconds, List.of(), hypotheses.stream().map(reader::alternative).toList());
  }

  /** The same line with another decoder. */
  public Transcriber with(CtcDecoder other) {
    return new Transcriber(extractor, acousticModel, reader, other, observer);
  }

  /** The same line with another observer. */
  public Transcriber observedBy(TranscriptionObserver other) {
    return new Transcriber(extractor, acousticModel, reader, decoder, other);
  }

  private <T> T observed(Stage stage, double audioSeconds, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    observer.stageEnded(stage, System.nanoTime() - start, audioSeconds);
    return result;
  }
}
