package dev.quartzite.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.features.FrontEnd;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show DIR}: prints the facts of a model. */
@Command(
    name = "show",
    description = "Prints the facts of a model.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "A model directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelManifest manifest = ModelDirectory.open(directory).manifest();
    Provenance provenance = manifest.provenance();
    FrontEnd frontEnd = manifest.frontEnd();
    out.printf("name          %s%n", manifest.name());
    out.printf(
        "architecture  %s, %s parameters%n",
        provenance.architecture(), ModelCard.grouped(provenance.parameters()));
    out.printf("languages     %s%n", String.join(", ", provenance.languages()));
    out.printf("licence       %s%n", provenance.licence());
    out.printf("owner         %s%n", provenance.owner());
    out.printf("created       %s%n", provenance.created());
    out.printf(
        "front end     %s: %d Hz, window %d, hop %d, FFT %d, %d mel bands%n",
        frontEnd.version().label(),
        frontEnd.sampleRate(),
        frontEnd.windowSamples(),
        frontEnd.hopSamples(),
        frontEnd.fftSize(),
        frontEnd.melBands());
    out.printf("stride        %d%n", manifest.stride());
    out.printf(
        "alphabet      %d labels '%s', blank at %d%n",
        manifest.alphabet().labels().size(),
        String.join("' '", manifest.alphabet().labels()),
        manifest.alphabet().blank());
    for (String file : new TreeMap<>(manifest.checksums()).keySet()) {
      long size = Files.size(directory.resolve(file));
      out.printf("file          %s, %s bytes%n", file, ModelCard.grouped(size));
    }
    return 0;
  }
}
