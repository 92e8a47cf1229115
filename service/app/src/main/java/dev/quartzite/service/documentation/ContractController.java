package dev.quartzite.service.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code GET /v3/api-docs} and {@code GET /v3/api-docs.yaml}: the document as the build packed it.
 */
@RestController
class ContractController {
  private static final ClassPathResource DOCUMENT = new ClassPathResource("openapi.yaml");
  private static final CacheControl CACHE = CacheControl.maxAge(Duration.ofMinutes(5));

  @GetMapping("/v3/api-docs")
  ResponseEntity<Object> json() throws IOException {
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml());
    return answer(MediaType.APPLICATION_JSON, document);
  }

  @GetMapping("/v3/api-docs.yaml")
  ResponseEntity<Object> document() throws IOException {
    return answer(new MediaType("application", "yaml", StandardCharsets.UTF_8), yaml());
  }

  private static String yaml() throws IOException {
    try (InputStream document = DOCUMENT.getInputStream()) {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ResponseEntity<Object> answer(MediaType type, Object body) {
    return ResponseEntity.ok().cacheControl(CACHE).contentType(type).body(body);
  }
}
