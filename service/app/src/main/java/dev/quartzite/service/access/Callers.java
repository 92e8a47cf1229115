package dev.quartzite.service.access;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.AccessSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who may call. Immutable but for what the callers count. */
@Component
final class Callers {
  private static final String HINT = "send it as 'Authorization: Bearer KEY'";

  private final List<KeyHolder> holders = new ArrayList<>();
  private final Caller everybody;

  private record KeyHolder(HashedKey key, Caller caller) {}

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
              HashedKey.of(key.sha256()), new Caller(key.name(), requests, concurrent, clock)));
    }
    addAdministrator(settings.models().administratorKeySha256(), clock);
    everybody =
        new Caller("everybody", access.requestsPerMinute(), access.concurrentRequests(), clock);
  }

  /** Who has a key for changing models needs no second one, where there are keys. */
  private void addAdministrator(@Nullable String sha256, TimeMeter clock) {
    if (sha256 != null && !holders.isEmpty()) {
      holders.add(new KeyHolder(HashedKey.of(sha256), new Caller("administrator", 0, 0, clock)));
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
    @Nullable HashedKey shown = HashedKey.shown(authorization);
    if (shown == null) {
      throw ApiException.unauthorized("a key is required; " + HINT);
    }
    @Nullable Caller found = null;
    // Every one is compared, so that the time does not tell which one it is.
    for (KeyHolder holder : holders) {
      if (holder.key.isSameAs(shown)) {
        found = holder.caller;
      }
    }
    if (found == null) {
      throw ApiException.unauthorized("this key is not known here; " + HINT);
    }
    return found;
  }
}
