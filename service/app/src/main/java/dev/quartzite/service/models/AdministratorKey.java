package dev.quartzite.service.models;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.QuartziteSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Knows whoever may change which models are loaded, by the hash of a key. Immutable. */
@Component
final class AdministratorKey {
  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] sha256;

  AdministratorKey(QuartziteSettings settings) {
    @Nullable String configured = settings.models().administratorKeySha256();
    this.sha256 = configured == null ? null : HexFormat.of().parseHex(configured);
  }

  /**
   * Checks that a request comes from the administrator.
   *
   * @param authorization its header of this name
   * @throws ApiException 403 if it does not, or nobody was made administrator
   */
  void require(@Nullable String authorization) {
    if (sha256 == null) {
      throw forbidden(
          "nobody may change which models are loaded: quartzite.models.administrator-key-sha256 is not set");
    }
    if (authorization == null
        || !authorization.startsWith(SCHEME)
        || !MessageDigest.isEqual(sha256, hash(authorization))) {
      throw forbidden("the administrator's key is needed: send it as 'Authorization: Bearer KEY'");
    }
  }

  private static ApiException forbidden(String message) {
    return new ApiException(HttpStatus.FORBIDDEN, "forbidden", message);
  }

  private static byte[] hash(String authorization) {
    String key = authorization.substring(SCHEME.length()).strip();
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
