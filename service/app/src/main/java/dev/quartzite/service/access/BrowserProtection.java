package dev.quartzite.service.access;

import dev.quartzite.service.settings.QuartziteSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** What browsers are told: which pages may call, and what this service's own pages may do. */
@Configuration(proxyBeanMethods = false)
class BrowserProtection {
  /** Everything from here; sounds and pictures also from what the page itself has made. */
  private static final String CONTENT =
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
          + "worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
          + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    return ordered(new SecurityHeaders(), AccessFilter.ORDER - 2);
  }

  /** Answers the questions of browsers ("preflight"), which come without a key. */
  @Bean
  FilterRegistrationBean<CorsFilter> cors(QuartziteSettings settings) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    List<String> origins = settings.access().allowedOrigins();
    if (!origins.isEmpty()) {
      CorsConfiguration allowed = new CorsConfiguration();
      allowed.setAllowedOrigins(origins);
      allowed.setAllowedMethods(List.of("GET", "POST", "DELETE"));
      allowed.setAllowedHeaders(List.of("*"));
      allowed.setExposedHeaders(List.of("X-Request-Id", "Retry-After"));
      allowed.setMaxAge(Duration.ofHours(1));
      source.registerCorsConfiguration("/**", allowed);
    }
    return ordered(new CorsFilter(source), AccessFilter.ORDER - 1);
  }

  private static <T extends OncePerRequestFilter> FilterRegistrationBean<T> ordered(
      T filter, int order) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  private static final class SecurityHeaders extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      response.setHeader("Content-Security-Policy", CONTENT);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("X-Frame-Options", "DENY");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Permissions-Policy", "microphone=(self), camera=(), geolocation=()");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      chain.doFilter(request, response);
    }
  }
}
