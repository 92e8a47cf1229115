package dev.quartzite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything in a released jar may be passed on under the GPL, version 3. */
class LicencesTest {
  private static final Set<String> COMPATIBLE =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "GNU GENERAL PUBLIC LICENSE, Version 3, 29 June 2007",
          "GPL-2.0-or-later",
          "GPL-2.0-with-classpath-exception",
          "GPL-3.0-or-later",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0");

  @ParameterizedTest
  @ValueSource(strings = {"service/app", "client", "models/tools", "deploy/spark"})
  void everyPartHasALicenceThatIsCompatible(String module) {
    Path list =
        Path.of("../..", module, "target/classes/META-INF/sbom/application.cdx.json").normalize();
    assumeTrue(Files.exists(list), "skipped: " + module + " is not built");
    JsonNode components = new JsonMapper().readTree(list).path("components");
    assertThat(components).isNotEmpty();
    for (JsonNode component : components) {
      assertThat(licences(component))
          .as("licences of %s, of which one may be chosen", component.path("purl").asString())
          .anyMatch(COMPATIBLE::contains);
    }
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode entry : component.path("licenses")) {
      JsonNode licence = entry.path("license");
      licences.add(licence.path("id").asString(licence.path("name").asString("")));
      licences.addAll(List.of(entry.path("expression").asString("").split(" OR ", -1)));
    }
    return licences;
  }
}
