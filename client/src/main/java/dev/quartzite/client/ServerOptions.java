package dev.quartzite.client;

import dev.quartzite.client.http.TranscriptionClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the service is and how long to wait for it. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = ServerAddress.class,
      defaultValue = "http://localhost:8080",
      description = "The service (default: ${DEFAULT-VALUE}).")
  private URI server = URI.create("http://localhost:8080");

  @Option(names = "--api-key", paramLabel = "KEY", description = "Key for services that want one.")
  private Optional<String> apiKey = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "Longest wait for one answer, in seconds (default: ${DEFAULT-VALUE}).")
  private int timeout = 900;

  TranscriptionClient client() {
    return new TranscriptionClient(server, apiKey, Duration.ofSeconds(timeout));
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
