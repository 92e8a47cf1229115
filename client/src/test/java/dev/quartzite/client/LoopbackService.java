package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A transcription service on a random loopback port whose recordings are text files: what it hears
 * in one is its content in upper case, a second a word. A {@link Behaviour} may answer differently.
 */
public final class LoopbackService implements AutoCloseable {
  /**
   * An upload as it arrived.
   *
   * @param fields form fields other than the file; values of repeated ones in order
   * @param bytes size of the whole body
   */
  public record Upload(
      Map<String, List<String>> fields,
      String fileName,
      String content,
      String authorization,
      long bytes) {}

  /** An answer; {@code retryAfter} may be empty. */
  public record Reply(int status, String body, String retryAfter) {
    public static Reply of(int status, String body) {
      return new Reply(status, body, "");
    }
  }

  /** What the service does with an upload. */
  public interface Behaviour {
    Reply answer(Upload upload) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Upload> uploads = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = LoopbackService::heard;
  private volatile boolean keepingContent = true;

  public LoopbackService() throws IOException {
    this(0);
  }

  public LoopbackService(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
    server.createContext("/v1/audio/transcriptions", this::transcribe);
    server.createContext("/v1/models", exchange -> reply(exchange, Reply.of(200, "{}")));
    server.setExecutor(threads);
    server.start();
  }

  /** The right answer to an upload. */
  public static Reply heard(Upload upload) {
    String text = upload.content().strip().toUpperCase(Locale.ROOT);
    String answer = verboseJson(text);
    String formats =
        upload.fields().getOrDefault("include[]", List.of()).stream()
            .filter(included -> !included.equals("logprobs"))
            .map(format -> "\"%s\":\"%s\"".formatted(format, included(format, text)))
            .collect(Collectors.joining(","));
    return Reply.of(
        200,
        formats.isEmpty()
            ? answer
            : answer.substring(0, answer.length() - 1) + ",\"formats\":{" + formats + "}}");
  }

  /** What this service includes in its answer as a text in another format. */
  public static String included(String format, String text) {
    return text + " as " + format;
  }

  /** {@code verbose_json} of a text, a second a word, in one segment. */
  public static String verboseJson(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      words.add(
          "{\"word\":\"%s\",\"start\":%d.0,\"end\":%d.5,\"confidence\":0.5}"
              .formatted(word, words.size(), words.size()));
    }
    return """
        {"task":"transcribe","language":"en","duration":%d.0,"text":"%s",\
        "segments":[{"id":0,"start":0.0,"end":%d.0,"text":"%s"}],"words":[%s]}"""
        .formatted(words.size(), text, words.size(), text, String.join(",", words));
  }

  public URI address() {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public LoopbackService behaving(Behaviour newBehaviour) {
    behaviour = newBehaviour;
    return this;
  }

  /** Whether uploads are looked into, or only counted. */
  public LoopbackService keepingContent(boolean keep) {
    keepingContent = keep;
    return this;
  }

  /** Everything that was uploaded so far, in order of arrival. */
  public List<Upload> uploads() {
    return uploads;
  }

  private void transcribe(HttpExchange exchange) throws IOException {
    Upload upload = keepingContent ? parse(exchange) : count(exchange);
    uploads.add(upload);
    try {
      reply(exchange, behaviour.answer(upload));
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  private static void reply(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    if (!reply.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Upload count(HttpExchange exchange) throws IOException {
    long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    return new Upload(Map.of(), "", "", "", bytes);
  }

  private static Upload parse(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9);
    String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
    Map<String, List<String>> fields = new TreeMap<>();
    String fileName = "";
    for (String part : body.split(Pattern.quote(boundary), -1)) {
      int end = part.indexOf("\r\n\r\n");
      if (end >= 0) {
        String value = utf8(part.substring(end + 4, part.length() - 2));
        fields.computeIfAbsent(parameter(part, " name"), name -> new ArrayList<>()).add(value);
        fileName = fileName + parameter(part.substring(0, end), " filename");
      }
    }
    String content = String.join("", fields.getOrDefault("file", List.of()));
    fields.remove("file");
    String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return new Upload(fields, fileName, content, key, body.length());
  }

  private static String parameter(String head, String name) {
    int start = head.indexOf(name + "=\"");
    if (start < 0) {
      return "";
    }
    int from = start + name.length() + 2;
    return utf8(head.substring(from, head.indexOf('"', from)));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
