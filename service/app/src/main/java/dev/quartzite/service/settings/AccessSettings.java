package dev.quartzite.service.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the service, from where and how often. Limits hold for each key; where there are no
 * keys everybody is one caller.
 *
 * @param keys who may call; everybody if empty
 * @param requestsPerMinute how many requests a key may send a minute, in bursts of up to as many; 0
 *     for any number
 * @param concurrentRequests how many requests of a key may be open at the same time; 0 for any
 *     number
 * @param allowedOrigins web pages elsewhere that may call from a browser, as {@code
 *     https://example.org}; none if empty, {@code *} for all
 */
public record AccessSettings(
    @DefaultValue List<Key> keys,
    @DefaultValue("0") int requestsPerMinute,
    @DefaultValue("0") int concurrentRequests,
    @DefaultValue List<String> allowedOrigins) {

  /** Checks the values. */
  public AccessSettings {
    keys = List.copyOf(keys);
    allowedOrigins = List.copyOf(allowedOrigins);
    requireLimit(requestsPerMinute, "requests-per-minute");
    requireLimit(concurrentRequests, "concurrent-requests");
    Set<String> names = new HashSet<>();
    for (Key key : keys) {
      if (!names.add(key.name())) {
        throw new IllegalArgumentException(
            "quartzite.access.keys has two keys named '%s'".formatted(key.name()));
      }
    }
  }

  /**
   * Somebody's key. The key itself is in no file: only what it hashes to.
   *
   * @param name whose it is; stands in logs and metrics
   * @param sha256 SHA-256 of the key, hexadecimal, as {@code printf %s KEY | sha256sum} gives it.
   *     Without salt: a key is long and random (as {@code openssl rand -hex 32} makes it), not a
   *     password that could be guessed
   * @param requestsPerMinute in place of the limit for all keys
   * @param concurrentRequests in place of the limit for all keys
   */
  public record Key(
      String name,
      String sha256,
      @Nullable Integer requestsPerMinute,
      @Nullable Integer concurrentRequests) {

    /** Checks the values. */
    public Key {
      if (name.isBlank()) {
        throw new IllegalArgumentException("quartzite.access.keys: a key has a name");
      }
      sha256 = sha256.toLowerCase(Locale.ROOT);
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "quartzite.access.keys: sha256 of '%s' is 64 hexadecimal digits, not %d characters; `printf %%s KEY | sha256sum` gives them"
                .formatted(name, sha256.length()));
      }
      requireLimit(requestsPerMinute == null ? 0 : requestsPerMinute, "keys.requests-per-minute");
      requireLimit(concurrentRequests == null ? 0 : concurrentRequests, "keys.concurrent-requests");
    }
  }

  private static void requireLimit(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "quartzite.access.%s is a number, or 0 for no limit, not %d".formatted(name, value));
    }
  }
}
