package dev.quartzite.client;

import dev.quartzite.client.batch.ConcurrencyLimit;
import dev.quartzite.client.batch.OutputFormat;
import dev.quartzite.client.report.ProgressDisplay.Mode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where results go, and what is seen meanwhile. */
final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Folder for transcripts and manifest.jsonl; it mirrors the tree of the recordings "
              + "(default: print transcripts).")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "Forms of the transcripts, separated by commas: ${COMPLETION-CANDIDATES} (default: txt).")
  private Set<OutputFormat> formats = Set.of();

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      converter = Jobs.class,
      defaultValue = "auto",
      description =
          "Recordings under way at once; auto finds the number that gets the most done "
              + "(default: ${DEFAULT-VALUE}).")
  private ConcurrencyLimit jobs = ConcurrencyLimit.adaptive();

  @Option(names = "--quiet", description = "Show failures only.")
  private boolean quiet;

  @Option(names = "--json", description = "Print results as JSON lines.")
  private boolean json;

  Optional<Path> folder() {
    return folder;
  }

  Set<OutputFormat> formats() {
    return formats.isEmpty() ? EnumSet.of(OutputFormat.TXT) : formats;
  }

  ConcurrencyLimit jobs() {
    return jobs;
  }

  boolean quiet() {
    return quiet;
  }

  /** What to show of the progress of a run. */
  Mode progress() {
    if (quiet) {
      return Mode.NOTHING;
    }
    return Ansi.AUTO.enabled() ? Mode.BAR : Mode.LINES;
  }

  boolean json() {
    return json;
  }

  /** Reads a number of jobs. */
  static final class Jobs implements ITypeConverter<ConcurrencyLimit> {
    @Override
    public ConcurrencyLimit convert(String text) {
      try {
        return text.equals("auto")
            ? ConcurrencyLimit.adaptive()
            : ConcurrencyLimit.fixed(Integer.parseInt(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "auto or a number from 1 is expected, not '" + text + "'");
      }
    }
  }
}
