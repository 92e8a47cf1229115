package dev.quartzite.acoustic;

import dev.quartzite.features.LogMelSpectrogram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A QuartzNet in an ONNX file, run by ONNX Runtime. What exports differ in is found out once, when
 * it is loaded: layout of the output, logits or log-probabilities, and whether padding is kept out
 * of the valid frames. Only a network that does so is given several recordings at once; any other
 * runs them one by one, so that a recording's emissions never depend on its neighbours.
 *
 * <p>On a processor a call that finds no other uses all threads that it may, and calls beside each
 * other one thread each: together they are faster so, since none waits for the slowest part of
 * another. ONNX Runtime binds threads to a session, so there are two, at the price of the weights
 * in memory twice.
 *
 * <p>Safe for any number of threads. {@link #close()} waits for the calls that run.
 */
public final class OnnxAcousticModel implements AcousticModel {
  private static final int BUCKET_FRAMES = 64;

  private final OnnxSession session;
  private final @Nullable OnnxSession lone;
  private final ModelShape shape;
  private final OutputFormat format;
  private final AtomicInteger running = new AtomicInteger();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxAcousticModel(
      OnnxSession session, @Nullable OnnxSession lone, ModelShape shape, OutputFormat format) {
    this.session = session;
    this.lone = lone;
    this.shape = shape;
    this.format = format;
  }

  /**
   * Loads a network and runs it once to see what it gives.
   *
   * @throws ModelException if the file is no ONNX network, does not fit {@code shape}, or the
   *     device cannot be used
   */
  public static OnnxAcousticModel load(Path file, ModelShape shape, RuntimeOptions options) {
    OnnxSession lone = null;
    OnnxSession session = OnnxSession.load(file, shape.melBands(), options);
    try {
      OutputFormat format = OutputFormat.probe(session, shape);
      if (session.device().used() == Device.CPU && options.threads() > 1) {
        lone = session;
        session = OnnxSession.load(file, shape.melBands(), new RuntimeOptions(Device.CPU, 1));
      }
      return new OnnxAcousticModel(session, lone, shape, format);
    } catch (RuntimeException e) {
      session.close();
      throw e instanceof ModelException ? new ModelException(file + ": " + e.getMessage(), e) : e;
    }
  }

  /** Where the network runs. */
  public DeviceReport device() {
    return session.device();
  }

  /** Whether recordings of different lengths can share one run of the network. */
  public boolean batches() {
    return format.masked();
  }

  @Override
  public List<Emissions> infer(List<LogMelSpectrogram> batch) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the acoustic model has been closed");
      }
      List<Emissions> emissions =
          new ArrayList<>(Collections.nCopies(batch.size(), format.empty()));
      List<Integer> present = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (batch.get(i).frames() > 0) {
          present.add(i);
        }
      }
      if (format.masked()) {
        runInto(emissions, present, batch);
      } else {
        present.forEach(i -> runInto(emissions, List.of(i), batch));
      }
      return emissions;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void runInto(
      List<Emissions> emissions, List<Integer> members, List<LogMelSpectrogram> batch) {
    if (members.isEmpty()) {
      return;
    }
    List<LogMelSpectrogram> inputs = members.stream().map(batch::get).toList();
    int frames = padded(inputs.stream().mapToInt(LogMelSpectrogram::frames).max().orElseThrow());
    long[] lengths = inputs.stream().mapToLong(LogMelSpectrogram::frames).toArray();
    List<Emissions> results = format.read(run(inputs, frames, lengths), lengths);
    for (int i = 0; i < results.size(); i++) {
      emissions.set(members.get(i), results.get(i));
    }
  }

  /**
   * How many frames a run has. Providers of other devices prepare kernels and memory for each
   * length that they meet, so they meet few.
   */
  private int padded(int frames) {
    boolean anyLength = device().used() == Device.CPU || !format.masked();
    return anyLength ? frames : (frames + BUCKET_FRAMES - 1) / BUCKET_FRAMES * BUCKET_FRAMES;
  }

  private OnnxSession.RawOutput run(List<LogMelSpectrogram> inputs, int frames, long[] lengths) {
    FloatBuffer audio = pack(inputs, shape.melBands(), frames);
    long[] audioShape = {inputs.size(), shape.melBands(), frames};
    OnnxSession chosen = running.getAndIncrement() == 0 && lone != null ? lone : session;
    try {
      return chosen.run(audio, audioShape, lengths);
    } finally {
      running.decrementAndGet();
    }
  }

  /**
   * Lays spectrograms {@code [frames × mel bands]} out as {@code [batch × mel bands × frames]},
   * zeros behind each.
   */
  static FloatBuffer pack(List<LogMelSpectrogram> batch, int melBands, int frames) {
    int size = Math.multiplyExact(Math.multiplyExact(batch.size(), melBands), frames);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    float[] row = new float[melBands];
    for (int i = 0; i < batch.size(); i++) {
      LogMelSpectrogram spectrogram = batch.get(i);
      if (spectrogram.melBands() != melBands) {
        throw new ModelException(
            "the network takes %d mel bands, the spectrogram has %d"
                .formatted(melBands, spectrogram.melBands()));
      }
      int base = i * melBands * frames;
      for (int t = 0; t < spectrogram.frames(); t++) {
        spectrogram.values().copyRow(t, row);
        for (int band = 0; band < melBands; band++) {
          buffer.put(base + band * frames + t, row[band]);
        }
      }
    }
    return buffer;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        try (session) {
          if (lone != null) {
            lone.close();
          }
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
