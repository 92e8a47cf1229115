package dev.quartzite.client;

import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.TranscriptionClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one transcript a recording. */
@Command(
    name = "transcribe",
    description = "Prints one transcript a recording.",
    mixinStandardHelpOptions = true)
final class TranscribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model to use (default: the service's).")
  private Optional<String> model = Optional.empty();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TranscriptionClient client = server.client();
    RequestFields fields = RequestFields.NONE.with("model", model);
    int status = 0;
    for (Path file : files) {
      try {
        out.println(client.transcribe(file, fields).text());
      } catch (RequestException e) {
        err.println(file + ": " + e.getMessage());
        status = 1;
      }
    }
    return status;
  }
}
