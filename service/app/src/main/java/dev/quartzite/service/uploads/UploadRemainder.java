package dev.quartzite.service.uploads;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;

/**
 * Takes what a caller still sends when its answer is there already, since many callers read no
 * answer before they have sent everything; but not for long. Tomcat would either cut it off at
 * once, and the answer with it, or, as long as a byte comes now and then, go on for hours.
 *
 * <p>A {@link Valve}, since Tomcat closes the body that a filter could read as soon as an answer is
 * whole. Safe for any number of threads.
 */
final class UploadRemainder extends ValveBase {
  /** How long a caller may go on sending. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  UploadRemainder(LongSupplier nanoTime) {
    super(true);
    this.nanoTime = nanoTime;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (mayHaveMore(request)) {
      try {
        response.finishResponse(); // the caller sees the answer now
        drain(request.getCoyoteRequest());
      } catch (IOException e) {
        // The caller is gone: there is nothing to take.
      }
    }
  }

  /** Who expects to be told to go on ("100-continue") sends nothing after a refusal. */
  private static boolean mayHaveMore(Request request) {
    boolean body =
        request.getContentLengthLong() > 0
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return body && request.getHeader(HttpHeaders.EXPECT) == null && !request.isAsync();
  }

  /** Reads a body to its end, or as long as there is patience. */
  void drain(org.apache.coyote.Request rest) throws IOException {
    long end = nanoTime.getAsLong() + PATIENCE.toNanos();
    Sink sink = new Sink();
    while (rest.doRead(sink) >= 0 && nanoTime.getAsLong() - end < 0) {
      // It only has to leave the connection.
    }
  }

  /** Where what is read may be left. */
  private static final class Sink implements ApplicationBufferHandler {
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer read) {
      buffer = read;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {}
  }
}
