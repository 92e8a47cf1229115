package dev.quartzite.models.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server of one file on a free port, that can lose connections and change its mind. */
public final class FileServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

  private final HttpServer server;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private volatile byte[] content;
  private volatile @Nullable String tag = "\"first\"";
  private volatile int cutAfter = Integer.MAX_VALUE;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile int status = 200;
  private volatile boolean chunked;

  /** Serves some bytes. */
  public FileServer(byte[] content) throws IOException {
    this.content = content.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address(String file) {
    return URI.create(
        "http://%s:%d/%s"
            .formatted(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort(),
                file));
  }

  /** Closes the next connections after so many bytes of a file. */
  void cut(int times, int after) {
    cuts.set(times);
    cutAfter = after;
  }

  void serve(byte[] other, @Nullable String otherTag) {
    content = other.clone();
    tag = otherTag;
  }

  void refuse(int code) {
    status = code;
  }

  void chunk() {
    chunked = true;
  }

  /** The ranges that were asked for, empty texts for whole files. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      Matcher matcher = RANGE.matcher(range == null ? "" : range);
      boolean part = matcher.matches() && condition != null && condition.equals(tag);
      int from = part ? Integer.parseInt(matcher.group(1)) : 0;
      if (tag != null) {
        exchange.getResponseHeaders().set("ETag", tag);
      }
      exchange.sendResponseHeaders(part ? 206 : 200, chunked ? 0 : content.length - from);
      int length =
          Math.min(
              content.length - from, cuts.getAndDecrement() > 0 ? cutAfter : Integer.MAX_VALUE);
      OutputStream out = exchange.getResponseBody();
      out.write(content, from, length);
      out.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
