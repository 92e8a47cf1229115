package dev.quartzite.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.client.http.RequestException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One transcription service. Every method is one request and waits for its answer; nothing is tried
 * twice here. Safe for use by any number of threads.
 */
public final class TranscriptionClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(10);

  private final URI server;
  private final Optional<String> apiKey;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * Nothing is sent yet.
   *
   * @param server where the service is, without the API's own path
   * @param apiKey sent as bearer token
   */
  public TranscriptionClient(URI server, Optional<String> apiKey) {
    String base = server.toString();
    this.server = base.endsWith("/") ? server : URI.create(base + "/");
    this.apiKey = apiKey;
  }

  /**
   * Sends a recording and waits for its transcription with times of segments and words.
   *
   * @param fields fields of the API other than the file and the format of the answer
   * @param timeout for the whole of it, from connecting to the last byte of the answer
   * @throws RequestException if there is no such answer
   */
  public Transcription transcribe(Path recording, RequestFields fields, Duration timeout)
      throws InterruptedException {
    RequestFields all =
        fields
            .with("response_format", "verbose_json")
            .with("timestamp_granularities[]", "word")
            .with("timestamp_granularities[]", "segment");
    HttpResponse<String> response = send(upload(recording, all), timeout);
    if (response.statusCode() != 200) {
      throw Refusal.of(response);
    }
    return Transcription.parse(response.body());
  }

  private HttpRequest upload(Path recording, RequestFields fields) {
    try {
      MultipartBody body = new MultipartBody(fields, recording);
      return request("v1/audio/transcriptions")
          .header("Content-Type", body.contentType())
          .POST(body.publisher())
          .build();
    } catch (IOException e) {
      throw new RequestException(Kind.REJECTED, "the recording cannot be read: " + e.getMessage());
    }
  }

  /**
   * Asks the server for a sign of life.
   *
   * @throws RequestException if there is none, or the server does not take this API key
   */
  public void check() throws InterruptedException {
    HttpResponse<String> response = send(request("v1/models").GET().build(), CHECK_TIMEOUT);
    int status = response.statusCode();
    if (status == 401 || status == 403 || status == 429 || status >= 500) {
      throw Refusal.of(response);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request, Duration limit)
      throws InterruptedException {
    // The request's own timeout would end with the headers; a stalling body has to be caught too.
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString(UTF_8));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RequestException(
          Kind.SLOW, "no answer within %.1f s".formatted(limit.toMillis() / 1000.0));
    } catch (ExecutionException e) {
      throw translate(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true); // Ends the exchange if it is still under way.
    }
  }

  private RequestException translate(Throwable cause) {
    boolean noConnection =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    if (noConnection) {
      return new RequestException(
          Kind.UNREACHABLE,
          "no server answers at %s: %s (is it running? is --server right?)"
              .formatted(server, describe(cause)));
    }
    return new RequestException(Kind.BROKEN, "the connection broke: " + describe(cause));
  }

  private static String describe(Throwable cause) {
    if (cause.getMessage() != null) {
      return cause.getMessage();
    }
    // The HTTP client reports both of these as a ConnectException without words.
    for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
      if (inner instanceof java.nio.channels.UnresolvedAddressException) {
        return "the name of the host is not known";
      }
    }
    return cause instanceof ConnectException ? "connection refused" : cause.toString();
  }
}
