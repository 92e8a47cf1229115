package dev.quartzite.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A key of which only the SHA-256 is known. Immutable. */
public final class HashedKey {
  private static final String SCHEME = "Bearer ";

  private final byte[] sha256;

  private HashedKey(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The key with this hash, hexadecimal. */
  public static HashedKey of(String sha256) {
    return new HashedKey(HexFormat.of().parseHex(sha256));
  }

  /**
   * The key that a request shows; null if it shows none.
   *
   * @param authorization the request's header of this name
   */
  public static @Nullable HashedKey shown(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return null;
    }
    String key = authorization.substring(SCHEME.length()).strip();
    try {
      return new HashedKey(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether both are the same key, in a time that does not depend on where they differ. */
  public boolean isSameAs(HashedKey other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }
}
