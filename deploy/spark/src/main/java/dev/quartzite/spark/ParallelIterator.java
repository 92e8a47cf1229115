package dev.quartzite.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Elements made from others, some at once, given in their order; no more than that many are held.
 * For one thread, a task's; its own threads end with the task.
 *
 * @param <A> what is given
 * @param <B> what is made
 */
final class ParallelIterator<A, B> implements Iterator<B> {
  private final Iterator<A> source;
  private final int parallel;
  private final Function<A, B> function;
  private final ExecutorService threads;
  private final Deque<Future<B>> underWay = new ArrayDeque<>();

  ParallelIterator(Iterator<A> source, int parallel, Function<A, B> function) {
    this.source = source;
    this.parallel = parallel;
    this.function = function;
    this.threads = Executors.newFixedThreadPool(parallel);
    @Nullable TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> threads.shutdownNow());
    }
  }

  @Override
  public boolean hasNext() {
    while (underWay.size() < parallel && source.hasNext()) {
      A element = source.next();
      underWay.add(threads.submit(() -> function.apply(element)));
    }
    if (underWay.isEmpty()) {
      threads.shutdown();
    }
    return !underWay.isEmpty();
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all elements were given");
    }
    try {
      return underWay.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
