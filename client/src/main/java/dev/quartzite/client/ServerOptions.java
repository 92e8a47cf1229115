package dev.quartzite.client;

import dev.quartzite.client.batch.Patience;
import dev.quartzite.client.http.TranscriptionClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the service is and how long to try. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = ServerAddress.class,
      defaultValue = "http://localhost:8080",
      description = "The service (default: ${DEFAULT-VALUE}).")
  private URI server = URI.create("http://localhost:8080");

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "Key for services that want one; better in QUARTZITE_API_KEY than here.")
  private Optional<String> apiKey = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "15m",
      description = "Longest wait for one answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(15);

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "1h",
      description = "Longest time for one recording, retries included (default: ${DEFAULT-VALUE}).")
  private Duration deadline = Duration.ofHours(1);

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "How often a request that broke is sent again (default: ${DEFAULT-VALUE}). Not counted: "
              + "requests that the server asks to repeat later, or that find no server.")
  private int retries = 6;

  @Option(
      names = "--wait-for-server",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "1h",
      description =
          "How long to wait for a server that goes away during the run "
              + "(default: ${DEFAULT-VALUE}).")
  private Duration waitForServer = Duration.ofHours(1);

  TranscriptionClient client() {
    return new TranscriptionClient(server, apiKey);
  }

  Patience patience() {
    return new Patience(timeout, deadline, retries, waitForServer);
  }

  /** Reads addresses with or without scheme, and with or without the API's own path. */
  static final class ServerAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      String withScheme = text.contains("://") ? text : "http://" + text;
      String base = withScheme.replaceFirst("/+(v1/*)?$", "");
      try {
        URI address = URI.create(base);
        if (address.getHost() != null && address.getScheme().matches("https?")) {
          return address;
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the sentence below, which says more than the parser.
      }
      throw new TypeConversionException(
          "an address such as http://localhost:8080 is expected, not '" + text + "'");
    }
  }
}
