package dev.quartzite.lm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A language model of ten million n-grams: compiled with 2 GB of heap, opened, and asked in the
 * order of a text, on one thread.
 */
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LargeModelBenchmark {
  private static final int WORDS = 1_000_000;

  private Path arpa = Path.of("");
  private Path compiled = Path.of("");
  private LanguageModel model = LanguageModel.none();
  private int[] text = {};

  @Setup
  public void generate() throws IOException {
    arpa = Files.createTempFile("large", ".arpa");
    compiled = Files.createTempFile("large", ".lm");
    GeneratedArpa generated = new GeneratedArpa();
    generated.write(arpa);
    NgramCompiler.compile(arpa, compiled);
    model = NgramLanguageModel.open(compiled);
    text = Arrays.stream(generated.text(WORDS)).mapToInt(model.vocabulary()::word).toArray();
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(arpa);
    Files.delete(compiled);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public void compile() throws IOException {
    NgramCompiler.compile(arpa, compiled);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public LanguageModel open() {
    return NgramLanguageModel.open(compiled);
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @OperationsPerInvocation(WORDS)
  public float query() {
    float sum = 0;
    int state = model.start();
    for (int word : text) {
      long scored = model.score(state, word);
      sum += LanguageModel.logProb(scored);
      state = LanguageModel.state(scored);
    }
    return sum;
  }
}
