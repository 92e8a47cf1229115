package dev.quartzite.service.access;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.AccessSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import io.github.bucket4j.TimeMeter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who may call. Immutable but for what the callers count. */
@Component
final class Callers {
  private static final String SCHEME = "Bearer ";
  private static final String HINT = "send it as 'Authorization: Bearer KEY'";

  private final List<KeyHolder> holders = new ArrayList<>();
  private final Caller everybody;

  private static final class KeyHolder {
    private final byte[] hash;
    private final Caller caller;

    KeyHolder(byte[] hash, Caller caller) {
      this.hash = hash;
      this.caller = caller;
    }
  }

  Callers(QuartziteSettings settings) {
    AccessSettings access = settings.access();
    TimeMeter clock = TimeMeter.SYSTEM_NANOTIME;
    for (AccessSettings.Key key : access.keys()) {
      int requests =
          Objects.requireNonNullElse(key.requestsPerMinute(), access.requestsPerMinute());
      int concurrent =
          Objects.requireNonNullElse(key.concurrentRequests(), access.concurrentRequests());
      holders.add(
          new KeyHolder(
              HexFormat.of().parseHex(key.sha256()),
              new Caller(key.name(), requests, concurrent, clock)));
    }
    addAdministrator(settings.models().administratorKeySha256(), clock);
    everybody =
        new Caller("everybody", access.requestsPerMinute(), access.concurrentRequests(), clock);
  }

  /** Who has a key for changing models needs no second one, where there are keys. */
  private void addAdministrator(@Nullable String sha256, TimeMeter clock) {
    if (sha256 != null && !holders.isEmpty()) {
      holders.add(
          new KeyHolder(HexFormat.of().parseHex(sha256), new Caller("administrator", 0, 0, clock)));
    }
  }

  /**
   * The caller who shows this.
   *
   * @param authorization the header of this name
   * @throws ApiException 401 if keys are required and this is none
   */
  Caller identify(@Nullable String authorization) {
    if (holders.isEmpty()) {
      return everybody;
    }
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      throw ApiException.unauthorized("a key is required; " + HINT);
    }
    byte[] hash = sha256(authorization.substring(SCHEME.length()).strip());
    @Nullable Caller found = null;
    // Every one is compared, in a time that does not depend on where they differ.
    for (KeyHolder holder : holders) {
      if (MessageDigest.isEqual(holder.hash, hash)) {
        found = holder.caller;
      }
    }
    if (found == null) {
      throw ApiException.unauthorized("this key is not known here; " + HINT);
    }
    return found;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
