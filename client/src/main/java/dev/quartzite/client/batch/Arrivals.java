package dev.quartzite.client.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The recordings that arrive in a folder, as they come: each when nothing has been written to it
 * for a while, and again when it was changed. It looks again and again, as the notices of operating
 * systems do not come from network folders. Ends when its pause is interrupted. For one thread.
 */
public final class Arrivals implements Iterator<Recording> {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Supplier<Iterable<Recording>> folder;
  private final Duration settle;
  private final Pause pause;
  private final Clock clock;
  private final Map<Path, Sighting> sightings = new HashMap<>();
  private final Deque<Recording> settled = new ArrayDeque<>();

  /** A recording as it was seen: how large, changed when, since when, and whether it was taken. */
  private record Sighting(long size, FileTime modified, Instant since, boolean taken) {
    boolean isSame(Sighting other) {
      return size == other.size && modified.equals(other.modified);
    }
  }

  /**
   * Looks at nothing yet.
   *
   * @param folder what is in the folder now
   * @param settle how long a recording is left alone after it was last written to
   */
  public Arrivals(Supplier<Iterable<Recording>> folder, Duration settle, StopSignal stop) {
    this(folder, settle, stop, Clock.systemUTC());
  }

  Arrivals(Supplier<Iterable<Recording>> folder, Duration settle, Pause pause, Clock clock) {
    this.folder = folder;
    this.settle = settle;
    this.pause = pause;
    this.clock = clock;
  }

  /** Waits for a recording; none when the pause was interrupted. */
  @Override
  public boolean hasNext() {
    try {
      look();
      while (settled.isEmpty()) {
        pause.pause(BETWEEN_LOOKS);
        look();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public Recording next() {
    if (settled.isEmpty()) {
      throw new NoSuchElementException("nothing has arrived; ask hasNext first");
    }
    return settled.removeFirst();
  }

  private void look() {
    if (!settled.isEmpty()) {
      return;
    }
    Set<Path> here = new java.util.HashSet<>();
    for (Recording recording : folder.get()) {
      here.add(recording.path());
      lookAt(recording);
    }
    sightings.keySet().retainAll(here);
  }

  private void lookAt(Recording recording) {
    Instant now = clock.instant();
    Sighting seen;
    try {
      FileTime modified = Files.getLastModifiedTime(recording.path());
      seen = new Sighting(recording.bytes(), modified, now, false);
    } catch (IOException e) {
      return; // Gone again.
    }
    Sighting before = sightings.get(recording.path());
    Sighting current = before != null && before.isSame(seen) ? before : seen;
    boolean quiet =
        !current.modified().toInstant().plus(settle).isAfter(now)
            || !current.since().plus(settle).isAfter(now);
    if (quiet && !current.taken()) {
      settled.add(recording);
      current = new Sighting(current.size(), current.modified(), current.since(), true);
    }
    sightings.put(recording.path(), current);
  }
}
