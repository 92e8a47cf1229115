package dev.quartzite.client.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.client.batch.JournalEntry.Version;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that mirrors the tree of recordings: {@code a/b.wav} becomes {@code a/b.wav.txt}, and
 * {@value #MANIFEST} tells of all. One run at a time has it.
 *
 * <p>A recording is in the journal only when its files are on the disk. Whether the names of these
 * files have reached the disk too is not waited for: a run that resumes looks for them.
 */
public final class OutputFolder implements TranscriptStore {
  /** The journal's name in the folder. */
  public static final String MANIFEST = "manifest.jsonl";

  /** For the lock and for files that are not whole yet. */
  public static final String PRIVATE_FOLDER = ".quartzite";

  private final Path folder;
  private final Settings settings;
  private final FileChannel lock;
  private final OutputFiles files;
  private final Journal journal;
  private volatile boolean broken;

  private OutputFolder(Path folder, Settings settings, FileChannel lock) throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.lock = lock;
    this.files = new OutputFiles(folder.resolve(PRIVATE_FOLDER));
    this.journal = Journal.open(folder.resolve(MANIFEST));
  }

  /**
   * Takes possession of a folder, which is created if need be.
   *
   * @param settings how recordings are to be transcribed and written this time
   * @throws OutputException if another process has it, or it cannot be written to
   */
  public static OutputFolder open(Path folder, Settings settings) {
    try {
      Path own = Files.createDirectories(folder.resolve(PRIVATE_FOLDER));
      FileChannel lock =
          FileChannel.open(
              own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (tryLock(lock) == null) {
          throw new OutputException("another run is writing to " + folder + "; wait for its end");
        }
        return new OutputFolder(folder, settings, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Held by this very process.
    }
  }

  /** Whether a folder holds results of an earlier run. */
  public static boolean hasResults(Path folder) {
    return Files.exists(folder.resolve(MANIFEST));
  }

  @Override
  public Optional<Version> missing(Recording recording) throws IOException {
    Version version = new Version(ContentHash.of(recording.path()), settings.digest());
    boolean there =
        journal.isDone(recording.name(), version)
            && outputs(recording).stream().map(folder::resolve).allMatch(Files::isRegularFile);
    return there ? Optional.empty() : Optional.of(version);
  }

  /** Names of a recording's files, below the folder, in the order of the formats. */
  private List<String> outputs(Recording recording) {
    return formats().map(format -> name(recording, format)).toList();
  }

  private Stream<OutputFormat> formats() {
    return settings.formats().stream().sorted();
  }

  private static String name(Recording recording, OutputFormat format) {
    return recording.name() + "." + format.extension();
  }

  @Override
  public void keep(Result.Done result, Version version) {
    Recording recording = result.recording();
    List<String> written = new ArrayList<>();
    for (OutputFormat format : formats().toList()) {
      String name = name(recording, format);
      byte[] content = format.write(result.transcription()).getBytes(UTF_8);
      keep(folder.resolve(name), () -> files.write(folder.resolve(name), o -> o.write(content)));
      written.add(name);
    }
    append(JournalEntry.done(result, written, version));
  }

  @Override
  public void keep(Result.Failed result) {
    append(JournalEntry.failed(result, settings.digest()));
  }

  private void append(JournalEntry entry) {
    keep(folder.resolve(MANIFEST), () -> journal.append(entry));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void keep(Path target, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      broken = true;
      throw new OutputException(target, e);
    }
  }

  /** Leaves one line a recording in the manifest, and lets other runs have the folder. */
  @Override
  public void close() {
    try {
      keep(folder.resolve(MANIFEST), broken ? journal::close : () -> journal.compact(files));
    } finally {
      keep(folder, lock::close);
    }
  }
}
