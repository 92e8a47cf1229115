package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.client.batch.RecordingFinder;
import dev.quartzite.client.batch.RecordingFinder.Found;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which recordings. */
final class InputOptions {
  private static final String STANDARD_INPUT = "-";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Recordings, folders of recordings, or - to read their names, one a line.")
  private List<String> paths = List.of();

  @Option(names = "--recursive", description = "Search folders in folders, too.")
  private boolean recursive;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Which files of a folder are recordings: a pattern of file names, or of paths below the "
              + "folder if it has a / (default: by the usual extensions). May be repeated.")
  private List<String> include = List.of();

  boolean isEmpty() {
    return paths.isEmpty();
  }

  /** Searches; what cannot be read is part of the answer. */
  Found find(Optional<Path> output) {
    Set<Path> excluded =
        output.map(folder -> Set.of(folder.toAbsolutePath().normalize())).orElse(Set.of());
    if (paths.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing: the recordings to transcribe (files, folders, or -)");
    }
    try {
      return new RecordingFinder(recursive, include, excluded).find(named());
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<Path> named() throws IOException, InvalidPathException {
    List<Path> named = new ArrayList<>();
    for (String path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        readNames(named);
      } else {
        named.add(Path.of(path));
      }
    }
    return named;
  }

  private static void readNames(List<Path> named) throws IOException {
    // Closing it would close standard input itself.
    BufferedReader names = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      if (!name.isBlank()) {
        named.add(Path.of(name));
      }
    }
  }
}
