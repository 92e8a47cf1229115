package dev.quartzite.audio;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a running FFmpeg writes, as a stream that can be interrupted and that waits no longer than
 * its patience. For one thread. Closing it kills the process and returns when it is gone.
 *
 * <p>Implementation notes. Reading from a pipe cannot be interrupted in Java, so a thread reads
 * ahead into a short queue and the caller waits for the queue; while that is full, the process
 * waits. A second thread drains the messages, of which only the first are kept: a corrupt recording
 * may give one for each packet.
 */
final class FfmpegProcess extends InputStream {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int QUEUED_CHUNKS = 4;
  private static final int KEPT_MESSAGE_BYTES = 1 << 13;
  private static final int REAPING_SECONDS = 10;
  private static final byte[] END = {};

  private final Process process;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
  private final Thread pump;
  private final Thread drain;
  private final Duration patience;
  private long patienceLeftNanos;
  private volatile String messages = "";
  private byte[] chunk = {};
  private int position;
  private boolean ended;

  /**
   * Starts a process whose standard input is a file.
   *
   * @param patience how long to wait for output, altogether
   * @throws IllegalStateException if FFmpeg cannot be started
   */
  FfmpegProcess(List<String> command, Path input, Duration patience) {
    this.patience = patience;
    this.patienceLeftNanos = patience.toNanos();
    this.process = start(command, input.toFile());
    this.pump = daemon("ffmpeg-output", this::pumpOutput);
    this.drain = daemon("ffmpeg-messages", this::drainMessages);
  }

  private static Process start(List<String> command, File input) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input);
    FfmpegProgram.get().prepare(builder.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("FFmpeg does not start: " + e.getMessage(), e);
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedAudioException if patience is exhausted, or at the end if FFmpeg failed
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == chunk.length && !advance()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean advance() {
    if (!ended) {
      chunk = await(() -> chunks.poll(patienceLeftNanos, TimeUnit.NANOSECONDS));
      position = 0;
      ended = chunk.length == 0;
      if (ended) {
        checkExit();
      }
    }
    return !ended;
  }

  private void checkExit() {
    int status =
        await(
            () ->
                process.waitFor(patienceLeftNanos, TimeUnit.NANOSECONDS)
                    ? process.exitValue()
                    : null);
    if (status != 0) {
      join(drain);
      throw UnsupportedAudioException.undecodable(FfmpegMessages.reason(messages));
    }
  }

  private interface Waiting<T> {
    @Nullable T await() throws InterruptedException;
  }

  private <T> T await(Waiting<T> waiting) {
    long start = System.nanoTime();
    try {
      T result = waiting.await();
      if (result == null) {
        throw UnsupportedAudioException.timedOut(patience.toMillis() / 1e3);
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a recording was decoded");
    } finally {
      patienceLeftNanos -= System.nanoTime() - start;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    pump.interrupt(); // it may wait for room in the queue
    process.onExit().completeOnTimeout(process, REAPING_SECONDS, TimeUnit.SECONDS).join();
    join(pump);
    join(drain);
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void pumpOutput() {
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      try (InputStream output = process.getInputStream()) {
        for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
          chunks.put(Arrays.copyOf(buffer, count));
        }
      } catch (IOException e) {
        // The process was killed while it was read: the exit status tells.
      }
      chunks.put(END);
    } catch (InterruptedException e) {
      // Closed: nobody waits for the rest.
    }
  }

  private void drainMessages() {
    byte[] buffer = new byte[CHUNK_BYTES];
    try (InputStream errors = process.getErrorStream()) {
      byte[] first = errors.readNBytes(KEPT_MESSAGE_BYTES);
      messages = new String(first, StandardCharsets.UTF_8);
      while (errors.read(buffer) >= 0) {
        // The rest only has to leave the pipe.
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }
}
