package dev.quartzite.client;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.JournalEntry;
import dev.quartzite.client.batch.Manifest;
import dev.quartzite.client.batch.OutputFolder;
import dev.quartzite.client.batch.Recording;
import dev.quartzite.client.batch.RecordingFinder.Found;
import dev.quartzite.client.batch.Result;
import dev.quartzite.client.evaluation.ReferenceReader;
import dev.quartzite.client.evaluation.References;
import dev.quartzite.scoring.Normalization;
import dev.quartzite.scoring.report.Evaluation;
import dev.quartzite.scoring.report.Figures;
import dev.quartzite.scoring.report.HtmlReport;
import dev.quartzite.scoring.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

/** Compares transcripts with what was really said. */
@Command(
    name = "evaluate",
    description = "Measures word and character error rates, of recordings or of a manifest.",
    mixinStandardHelpOptions = true,
    customSynopsis =
        "quartzite-client evaluate --references FILE|DIR (PATH... | --manifest FILE) [options]",
    sortOptions = false,
    usageHelpWidth = 96,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all compared", "1:some recordings have no transcript", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  quartzite-client evaluate --references dev-clean --recursive dev-clean",
      "  quartzite-client evaluate --references dev.tsv --manifest texts/manifest.jsonl",
      "  quartzite-client evaluate --references dev.tsv clips --html report.html \\",
      "      --speaker '^([0-9]+)-'"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Option(
      names = "--references",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "What was said: .tsv, .jsonl, lines of identifier and text, or a folder of such files or "
              + "of a.txt for a.wav.")
  private Path references = Path.of("");

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Take transcripts from here instead of transcribing.")
  private Optional<Path> manifest = Optional.empty();

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      converter = NormalizationName.class,
      defaultValue = "letters-and-apostrophes",
      description =
          "What is taken away from both texts first: none, lower-case or letters-and-apostrophes "
              + "(default: ${DEFAULT-VALUE}).")
  private Normalization normalization = Normalization.LETTERS_AND_APOSTROPHES;

  @Option(
      names = "--speaker",
      paramLabel = "REGEX",
      description = "Finds the speaker in a recording's identifier, by its first group.")
  private Optional<Pattern> speaker = Optional.empty();

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the worst utterances to show (default: ${DEFAULT-VALUE}).")
  private int worst = 10;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report as a web page.")
  private Optional<Path> html = Optional.empty();

  /** Transcripts by recordings' names, and whether all have one. */
  private record Hypotheses(Map<String, String> texts, boolean complete) {}

  @Override
  public Integer call() throws InterruptedException {
    if (input.isEmpty() == manifest.isEmpty()) {
      throw usage("Either recordings or a --manifest are to be evaluated");
    }
    try {
      References known = ReferenceReader.read(references);
      References said = speaker.map(known::withSpeakers).orElse(known);
      Hypotheses heard = manifest.isPresent() ? fromManifest(manifest.get()) : transcribe();
      return report(said, heard);
    } catch (IOException | IllegalArgumentException e) {
      throw usage(describe(e));
    }
  }

  private static String describe(Exception e) {
    return e instanceof IOException
        ? "cannot be read or written: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private Hypotheses fromManifest(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    boolean complete = true;
    for (JournalEntry entry : Manifest.read(file).values()) {
      if (entry.text() != null) {
        texts.put(entry.file(), entry.text());
      } else {
        spec.commandLine().getErr().println(entry.file() + ": " + entry.error());
        complete = false;
      }
    }
    return new Hypotheses(texts, complete);
  }

  private Hypotheses transcribe() throws InterruptedException, IOException {
    Found found = input.find(output.folder());
    Map<String, String> texts = Collections.synchronizedMap(new TreeMap<>());
    BatchSession session =
        new BatchSession(spec.commandLine().getErr(), server, recognition.fields(), output);
    int status = session.run(found, collectInto(texts), output.progress());
    if (output.folder().isPresent()) {
      addEarlier(output.folder().get().resolve(OutputFolder.MANIFEST), found, texts);
    }
    return new Hypotheses(texts, status == BatchSession.DONE);
  }

  private static BatchListener collectInto(Map<String, String> texts) {
    return new BatchListener() {
      @Override
      public void finished(Result result) {
        if (result instanceof Result.Done done) {
          texts.put(done.recording().name(), done.transcription().text());
        }
      }
    };
  }

  /** What an earlier run has done is not transcribed again; its texts are in the manifest. */
  private static void addEarlier(Path file, Found found, Map<String, String> texts)
      throws IOException {
    Map<String, JournalEntry> entries = Manifest.read(file);
    for (Recording recording : found.recordings()) {
      JournalEntry entry = entries.get(recording.name());
      if (entry != null && entry.text() != null) {
        texts.put(recording.name(), entry.text());
      }
    }
  }

  private int report(References said, Hypotheses heard) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Evaluation evaluation = said.evaluate(heard.texts(), normalization);
    int compared = evaluation.utterances().size();
    if (compared < heard.texts().size()) {
      err.println("Left out, without reference: " + (heard.texts().size() - compared));
    }
    if (compared == 0) {
      err.println("Nothing to compare: no recording has a reference in " + references);
      return BatchSession.SOME_FAILED;
    }
    if (output.json()) {
      out.println(JSON.writeValueAsString(Figures.of(evaluation)));
    } else {
      new TextReport(out, Ansi.AUTO.enabled()).print(evaluation, worst);
    }
    if (html.isPresent()) {
      Files.writeString(
          html.get(), new HtmlReport("Evaluation", worst).add("", Map.of(), evaluation).page());
    }
    return heard.complete() ? BatchSession.DONE : BatchSession.SOME_FAILED;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Reads the name of a normalisation. */
  static final class NormalizationName implements ITypeConverter<Normalization> {
    @Override
    public Normalization convert(String label) {
      try {
        return Normalization.of(label);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
