package dev.quartzite.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the service's jar reads: its own and those of Spring, by their metadata. */
final class KnownSettings {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String ADDITIONAL = "META-INF/additional-spring-configuration-metadata.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Set<String> names = new HashSet<>();
  private final Set<String> maps = new HashSet<>();

  /** Reads the jar and the jars in it. */
  KnownSettings(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(METADATA) || name.endsWith(ADDITIONAL)) {
          add(file.getInputStream(entry).readAllBytes());
        } else if (name.startsWith("BOOT-INF/lib/spring-")) {
          addOf(file.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private void addOf(byte[] jar) throws IOException {
    try (InputStream bytes = new ByteArrayInputStream(jar);
        ZipInputStream entries = new ZipInputStream(bytes)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (List.of(METADATA, ADDITIONAL).contains(entry.getName())) {
          add(entries.readAllBytes());
        }
      }
    }
  }

  private void add(byte[] metadata) {
    for (JsonNode property : JSON.readTree(new String(metadata, UTF_8)).path("properties")) {
      boolean isMap = property.path("type").asString("").startsWith("java.util.Map");
      (isMap ? maps : names).add(property.path("name").asString());
    }
  }

  /** Whether something is set by this name, such as {@code server.port}. */
  boolean has(String name) {
    return names.contains(name) || maps.stream().anyMatch(map -> name.startsWith(map + "."));
  }

  /** Whether something is set by this environment variable, such as {@code SERVER_PORT}. */
  boolean hasVariable(String variable) {
    return names.stream()
        .map(name -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
        .anyMatch(variable::equals);
  }

  int size() {
    return names.size();
  }
}
