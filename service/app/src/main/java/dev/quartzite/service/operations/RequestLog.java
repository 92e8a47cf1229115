package dev.quartzite.service.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a name, which its answer and every line of the log about it have: the caller's
 * own, where it sends one. Writes a line a request of the API, with nothing that the caller said in
 * it but the path.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestLog extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final String HEADER = "X-Request-Id";
  private static final String FIELD = "requestId";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int LONGEST_PATH = 200;

  @Override
  @SuppressWarnings("try") // the field is held, not used
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = name(request.getHeader(HEADER));
    response.setHeader(HEADER, id);
    long start = System.nanoTime();
    try (MDC.MDCCloseable ignored = MDC.putCloseable(FIELD, id)) {
      chain.doFilter(request, response);
      if (request.getServletPath().startsWith("/v1/")) {
        write(request, response, System.nanoTime() - start);
      }
    }
  }

  private static String name(@Nullable String given) {
    return given != null && NAME.matcher(given).matches() ? given : "req_" + UUID.randomUUID();
  }

  /** The path as it was sent: what would end a line is encoded in it. */
  private static void write(HttpServletRequest request, HttpServletResponse response, long nanos) {
    String path = request.getRequestURI();
    LOG.info(
        "{} {} {} in {} ms",
        request.getMethod(),
        path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path,
        response.getStatus(),
        nanos / 1_000_000);
  }
}
