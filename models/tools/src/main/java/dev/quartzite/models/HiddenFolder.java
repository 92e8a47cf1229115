package dev.quartzite.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for work in progress beside the models, under a name that no service and no list takes
 * for a model. It goes with all that is in it when it is closed, and also when a signal ends the
 * program; what a program left that was killed, the next one that works in the same place removes.
 * Safe for use by several threads.
 */
final class HiddenFolder implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("[.].+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Held as long as the folder's program lives, however that ends. */
  private static final String LOCK = "lock";

  /** Those of this program, whose locks would be lost if somebody here only looked at them. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private static final int MOST_ATTEMPTS = 100;

  private static volatile boolean endedBySignal;

  private final MadeFolders folders;
  private final Path path;
  private final FileChannel lock;
  private final Thread hook = new Thread(this::removeAtExit, "quartzite-cleanup");
  private boolean removed;

  /**
   * Makes a folder.
   *
   * @param parent where; made with those above it if missing, and then removed again if empty
   * @param name what it is for
   */
  HiddenFolder(Path parent, String name) throws IOException {
    this.folders = new MadeFolders(parent);
    this.path =
        parent.toAbsolutePath().resolve(".%s-%s".formatted(name, UUID.randomUUID())).normalize();
    removeAbandoned(parent.toAbsolutePath());
    OWN.add(path);
    try {
      Files.createDirectory(path);
      this.lock =
          FileChannel.open(
              path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      acquire(lock);
    } catch (IOException e) {
      OWN.remove(path);
      Files.deleteIfExists(path);
      folders.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static boolean acquire(FileChannel file) {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (IOException e) {
      return false; // A file system without locks: nobody else gets one either.
    }
  }

  /** The folder. */
  Path path() {
    return path;
  }

  /**
   * Moves something out of the folder, in one step.
   *
   * @throws NoSuchFileException if the folder is gone
   */
  synchronized void release(Path from, Path to) throws IOException {
    if (removed) {
      throw new NoSuchFileException(from.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a signal is ending the program and has removed folders under its hands. */
  static boolean endedBySignal() {
    return endedBySignal;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The hook is at it.
    }
    remove();
  }

  private void removeAtExit() {
    endedBySignal = true;
    try {
      remove();
    } catch (IOException e) {
      System.err.printf("quartzite-models: %s could not be removed: %s%n", path, e);
    }
  }

  private synchronized void remove() throws IOException {
    removed = true;
    lock.close();
    for (int attempt = 1; Files.exists(path); attempt++) {
      try {
        delete(path);
      } catch (DirectoryNotEmptyException e) {
        if (attempt == MOST_ATTEMPTS) { // The command at work may write on until it notices.
          throw e;
        }
      }
    }
    OWN.remove(path);
    folders.close();
  }

  /** Removes what killed programs left; what cannot be removed stays hidden and does no harm. */
  private static void removeAbandoned(Path parent) {
    List<Path> hidden;
    try (Stream<Path> entries = Files.list(parent)) {
      hidden =
          entries
              .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
              .filter(entry -> !OWN.contains(entry))
              .toList();
    } catch (IOException e) {
      return;
    }
    for (Path folder : hidden) {
      try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
        if (acquire(lock)) {
          delete(folder);
        }
      } catch (IOException e) {
        // Somebody else was faster, or it belongs to somebody else.
      }
    }
  }

  /**
   * Deletes a folder with all that is in it. The lock goes last, so that a folder whose deletion is
   * interrupted is still one that was left.
   */
  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
