package dev.quartzite.models.onnx;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import java.util.List;
import java.util.stream.IntStream;

/** A network in memory whose output can be read. It owns native memory until it is closed. */
final class RunningNetwork implements AutoCloseable {
  private static final int TIMED_FRAMES = 1000;
  private static final double FRAME_SECONDS = 0.01;
  private static final int TIMED_RUNS = 8;
  private static final long TIMED_NANOS = 4_000_000_000L;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final NetworkRunner runner;
  private final OutputForm form;
  private final int melBands;
  private final int longest;

  private RunningNetwork(NetworkRunner runner, OutputForm form, int melBands, int longest) {
    this.runner = runner;
    this.form = form;
    this.melBands = melBands;
    this.longest = longest;
  }

  /** Loads a network. */
  static RunningNetwork load(
      StoredNetwork network, OutputForm form, int melBands, Kernels kernels) {
    ModelGraph graph = new ModelGraph(network.outline());
    long declared = Shapes.dimensions(Interface.audio(graph)).get(2).getDimValue();
    int longest = declared > 0 ? Math.toIntExact(declared) : NO_LIMIT;
    return new RunningNetwork(NetworkRunner.load(network, kernels), form, melBands, longest);
  }

  int melBands() {
    return melBands;
  }

  /** The only number of frames that it takes, or the wish if it takes any. */
  int frames(int wish) {
    return longest == NO_LIMIT ? wish : longest;
  }

  /** Log-probabilities {@code [emission frames × tokens]} of each recording of a batch. */
  List<FloatMatrix> infer(List<LogMelSpectrogram> batch) {
    NetworkOutput output = runner.run(new SpectrogramBatch(batch));
    return IntStream.range(0, batch.size())
        .mapToObj(i -> form.read(output, i, batch.get(i).frames()))
        .toList();
  }

  /** Seconds of audio to a second of computing, the best of several runs, fewer of slow ones. */
  double speed() {
    int frames = frames(TIMED_FRAMES);
    SpectrogramBatch batch = SpectrogramBatch.of(CheckSignal.voice(frames, melBands));
    runner.run(batch);
    long least = Long.MAX_VALUE;
    long all = 0;
    for (int i = 0; i < TIMED_RUNS && all < TIMED_NANOS; i++) {
      long start = System.nanoTime();
      runner.run(batch);
      long taken = System.nanoTime() - start;
      least = Math.min(least, taken);
      all += taken;
    }
    return frames * FRAME_SECONDS / (least / 1e9);
  }

  @Override
  public void close() {
    runner.close();
  }
}
