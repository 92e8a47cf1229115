package dev.quartzite.client.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds recordings: files that are named, and files in folders that look like recordings, in the
 * order of their names. Each file is found once, however often it is named. For one search only.
 */
public final class RecordingFinder {
  /** What folders are searched for if nothing else is asked for. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "wav", "wave", "flac", "mp3", "mp4", "m4a", "m4b", "ogg", "oga", "opus", "webm", "mkv",
          "mov", "avi", "aac", "ac3", "aif", "aiff", "au", "snd", "amr", "wma", "wmv", "3gp",
          "mpga", "mpeg", "caf", "wv");

  /**
   * What was found.
   *
   * @param recordings in a stable order
   * @param unreadable files and folders that were asked for and cannot be read
   */
  public record Found(List<Recording> recordings, List<Result.Failed> unreadable) {}

  private final boolean recursive;
  private final List<PathMatcher> include;
  private final Set<Path> excluded;
  private final Set<Path> seen = new HashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Result.Failed> unreadable = new ArrayList<>();

  /**
   * Nothing is searched yet.
   *
   * @param recursive whether folders in folders are searched
   * @param include globs of file names, or of paths below a folder if they contain {@code /}; empty
   *     for the usual extensions of recordings
   * @param excluded folders that are not searched: where the output goes
   */
  public RecordingFinder(boolean recursive, List<String> include, Set<Path> excluded) {
    this.recursive = recursive;
    this.include = include.stream().map(RecordingFinder::matcher).toList();
    this.excluded = excluded;
  }

  private static PathMatcher matcher(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return glob.contains("/") ? matcher : path -> matcher.matches(path.getFileName());
  }

  /** Searches files and folders. */
  public Found find(List<Path> paths) {
    @Nullable Path base = null;
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      boolean folder = Files.isDirectory(absolute);
      base = common(base, folder ? absolute : absolute.getParent());
      if (folder) {
        search(absolute, absolute, Set.of());
      } else if (seen.add(absolute)) {
        files.add(absolute);
      }
    }
    List<Recording> recordings = new ArrayList<>(files.size());
    for (Path file : files) {
      add(recordings, name(base, file), file);
    }
    return new Found(recordings, unreadable);
  }

  /** The deepest folder that holds both. */
  private static @Nullable Path common(@Nullable Path first, @Nullable Path second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    Path folder = first;
    while (!second.startsWith(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * Searches a folder.
   *
   * @param ancestors real paths of the folders around it, by which circles of links are noticed
   */
  private void search(Path root, Path folder, Set<Path> ancestors) {
    List<Path> entries;
    Set<Path> around = new HashSet<>(ancestors);
    try (Stream<Path> list = Files.list(folder)) {
      if (!around.add(folder.toRealPath())) {
        return;
      }
      entries = list.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      fail(folder, folder.toString(), "the folder cannot be read: " + e.getMessage());
      return;
    }
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        if (recursive && !isHidden(entry) && !excluded.contains(entry)) {
          search(root, entry, around);
        }
      } else if (!isHidden(entry) && isIncluded(root.relativize(entry)) && seen.add(entry)) {
        files.add(entry);
      }
    }
  }

  /** Hidden files are not meant for people; on macOS they bear names like recordings' as well. */
  private static boolean isHidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }

  private boolean isIncluded(Path relative) {
    if (!include.isEmpty()) {
      return include.stream().anyMatch(glob -> glob.matches(relative));
    }
    String name = relative.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1));
  }

  private static String name(@Nullable Path base, Path file) {
    Path from = base != null && file.startsWith(base) ? base : file.getRoot();
    return from.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private void add(List<Recording> recordings, String name, Path file) {
    if (name.indexOf('\uFFFD') >= 0) {
      fail(file, name, "its name cannot be read in this locale; set LC_ALL=C.UTF-8");
      return;
    }
    try {
      recordings.add(new Recording(file, name, Files.size(file)));
    } catch (NoSuchFileException e) {
      fail(file, name, "there is no such file");
    } catch (IOException e) {
      fail(file, name, "the file cannot be read: " + e.getMessage());
    }
  }

  private void fail(Path path, String name, String reason) {
    unreadable.add(new Result.Failed(new Recording(path, name, 0), reason));
  }
}
