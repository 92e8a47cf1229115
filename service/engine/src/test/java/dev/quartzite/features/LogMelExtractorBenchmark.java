package dev.quartzite.features;

import dev.quartzite.audio.Waveform;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to compute the features of ten seconds of sound on one thread: 10 ms are 1,000 times real
 * time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogMelExtractorBenchmark {
  private final LogMelExtractor extractor =
      new LogMelExtractor(FrontEnd.quartzNet(FrontEnd.Version.NEMO_1_X));
  private final Waveform tenSeconds = noise(160_000);

  @Benchmark
  public LogMelSpectrogram tenSecondsOfSound() {
    return extractor.extract(tenSeconds);
  }

  private static Waveform noise(int samples) {
    Random random = new Random(1);
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return Waveform.wrap(values, 16_000);
  }
}
