package dev.quartzite.service.uploads;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes what a caller still sends when its answer is there already, since most callers read no
 * answer before they have sent everything; but not for long. Tomcat would either cut it off at once
 * or, as long as a byte comes now and then, go on for hours.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class UploadRemainder extends OncePerRequestFilter {
  /** How long a caller may go on sending. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;

  UploadRemainder() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  UploadRemainder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Who expects to be told to go on ("100-continue") sends nothing after a refusal. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || request.getHeader(HttpHeaders.EXPECT) != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
      response.flushBuffer(); // the caller sees the refusal now
    }
    try {
      drain(request.getInputStream());
    } catch (IOException e) {
      // The caller is gone, or the stream was closed by who read it: there is nothing to take.
    }
  }

  private void drain(InputStream rest) throws IOException {
    long end = nanoTime.getAsLong() + PATIENCE.toNanos();
    byte[] buffer = new byte[1 << 16];
    while (rest.read(buffer) >= 0 && nanoTime.getAsLong() - end < 0) {
      // It only has to leave the connection.
    }
  }
}
