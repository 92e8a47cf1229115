package dev.quartzite.service.models;

import dev.quartzite.service.access.HashedKey;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.QuartziteSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Knows whoever may change which models are loaded, by the hash of a key. Immutable. */
@Component
final class AdministratorKey {
  private final @Nullable HashedKey key;

  AdministratorKey(QuartziteSettings settings) {
    @Nullable String configured = settings.models().administratorKeySha256();
    this.key = configured == null ? null : HashedKey.of(configured);
  }

  /**
   * Checks that a request comes from the administrator.
   *
   * @param authorization its header of this name
   * @throws ApiException 403 if it does not, or nobody was made administrator
   */
  void require(@Nullable String authorization) {
    if (key == null) {
      throw forbidden(
          "nobody may change which models are loaded: quartzite.models.administrator-key-sha256 is not set");
    }
    @Nullable HashedKey shown = HashedKey.shown(authorization);
    if (shown == null || !key.isSameAs(shown)) {
      throw forbidden("the administrator's key is needed: send it as 'Authorization: Bearer KEY'");
    }
  }

  private static ApiException forbidden(String message) {
    return new ApiException(HttpStatus.FORBIDDEN, "forbidden", message);
  }
}
