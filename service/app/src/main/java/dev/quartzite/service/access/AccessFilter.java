package dev.quartzite.service.access;

import dev.quartzite.service.errors.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets a request through if its caller may send one: before anything of it is read. The page, the
 * documentation and health are open to everybody.
 */
@Component
@Order(AccessFilter.ORDER)
final class AccessFilter extends OncePerRequestFilter {
  /** Behind what marks a request and answers browsers. */
  static final int ORDER = 0;

  private static final List<String> CLOSED = List.of("/v1/", "/actuator/");
  private static final String HEALTH = "/actuator/health";

  private final Callers callers;
  private final HandlerExceptionResolver refusals;

  AccessFilter(
      Callers callers, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    this.callers = callers;
    this.refusals = refusals;
  }

  /** By the path that Tomcat has decoded and normalised, so that no spelling gets around it. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getServletPath();
    boolean health = path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    return health || CLOSED.stream().noneMatch(path::startsWith);
  }

  @Override
  @SuppressWarnings("try") // the slot is held, not used
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Slot slot;
    try {
      Caller caller = callers.identify(request.getHeader(HttpHeaders.AUTHORIZATION));
      request.setAttribute(Caller.ATTRIBUTE, caller);
      slot = caller.admit();
      announce(caller, response);
    } catch (ApiException e) {
      if (e.status().value() == HttpServletResponse.SC_UNAUTHORIZED) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      }
      refusals.resolveException(request, response, null, e);
      return;
    }
    try (slot) {
      chain.doFilter(request, response);
    }
  }

  /** In the headers of OpenAI's API. */
  private static void announce(Caller caller, HttpServletResponse response) {
    if (caller.requestsPerMinute() > 0) {
      response.setIntHeader("X-RateLimit-Limit-Requests", caller.requestsPerMinute());
      response.setHeader("X-RateLimit-Remaining-Requests", Long.toString(caller.remaining()));
    }
  }
}
