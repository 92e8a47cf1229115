package dev.quartzite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.coreos.monitoring.models.V1ServiceMonitorSpec;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.LintResult;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HelmChartTest {
  /** Checks an object against its schema: fields that are not known, missing or of wrong type. */
  private interface Schema {
    void check(JsonElement object) throws IOException;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "ConfigMap", V1ConfigMap::validateJsonElement,
          "Deployment", V1Deployment::validateJsonElement,
          "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "Secret", V1Secret::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "ServiceMonitor", HelmChartTest::checkServiceMonitor);

  /** These models have no check of their own; what they do not know is lost in them. */
  private static void checkServiceMonitor(JsonElement object) throws IOException {
    V1ObjectMeta.validateJsonElement(object.getAsJsonObject().get("metadata"));
    JsonElement spec = object.getAsJsonObject().get("spec");
    Gson gson = new Gson();
    assertThat(gson.toJsonTree(gson.fromJson(spec, V1ServiceMonitorSpec.class))).isEqualTo(spec);
  }

  @Test
  void helmFindsNoFault() {
    LintResult result = Chart.lint();
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void whatDefaultValuesMakeIsValid() throws IOException {
    List<JsonNode> objects = Chart.render(Map.of());
    assertThat(kinds(objects))
        .containsExactlyInAnyOrder(
            "ConfigMap", "Deployment", "NetworkPolicy", "PodDisruptionBudget", "Service");
    check(objects);
  }

  @Test
  void whateverElseItCanMakeIsValid() throws IOException {
    List<JsonNode> objects = Chart.render(Chart.EVERYTHING);
    assertThat(kinds(objects)).contains("HorizontalPodAutoscaler", "ServiceMonitor");
    check(objects);
  }

  @Test
  void keysLieInASecretThatOnlyTheServiceReads() throws IOException {
    Map<String, Object> key =
        Map.of("apiKeys[0].name", "alice", "apiKeys[0].sha256", "0123456789abcdef".repeat(4));
    List<JsonNode> objects = Chart.render(key);
    check(objects);
    String secret = Chart.only(objects, "Secret").at("/metadata/name").asString();
    assertThat(pod(objects).path("volumes").toString()).contains(secret);
    assertThat(pod(objects).at("/containers/0/volumeMounts").toString())
        .contains("/app/config/keys");
    assertThat(Chart.only(objects, "ConfigMap").toString()).doesNotContain("alice");
  }

  private static List<String> kinds(List<JsonNode> objects) {
    return objects.stream().map(object -> object.path("kind").asString()).toList();
  }

  private static void check(List<JsonNode> objects) throws IOException {
    for (JsonNode object : objects) {
      @Nullable Schema schema = SCHEMAS.get(object.path("kind").asString());
      assertThat(schema).as("schema of %s", object.path("kind")).isNotNull();
      if (schema != null) {
        schema.check(JsonParser.parseString(object.toString()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "replicaz, 1",
    "replicas, many",
    "gpu.count, 0",
    "service.port, 70000",
    "autoscaling.target, some",
    "apiKeys[0].name, alice"
  })
  void aWrongValueIsRefused(String name, String value) {
    assertThatThrownBy(() -> Chart.render(Map.of(name, value)))
        .hasMessageContaining("schema")
        .hasMessageContaining(name.replaceAll("[.\\[].*", ""));
  }

  @Test
  void runsAsTheImageDoes() {
    JsonNode pod = pod(Chart.render(Map.of()));
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
    JsonNode container = pod.at("/containers/0/securityContext");
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
  }

  @Test
  void whatIsRunningHasTheTimeToFinish() {
    List<JsonNode> objects = Chart.render(Map.of());
    JsonNode pod = pod(objects);
    int grace = pod.path("terminationGracePeriodSeconds").asInt();
    int drain = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
    String phase = settings(objects).at("/spring/lifecycle/timeout-per-shutdown-phase").asString();
    assertThat(phase).matches("\\d+s");
    assertThat(drain + Integer.parseInt(phase.replace("s", ""))).isLessThan(grace);
  }

  @Test
  void gpusComeWithTheirImageAndNodes() {
    JsonNode pod = pod(Chart.render(Map.of("gpu.enabled", true)));
    assertThat(pod.at("/containers/0/image").asString()).endsWith("-cuda");
    assertThat(pod.at("/containers/0/resources/limits/nvidia.com~1gpu").asInt()).isEqualTo(1);
    assertThat(pod.at("/nodeSelector/nvidia.com~1gpu.present").asString()).isEqualTo("true");
  }

  private static JsonNode pod(List<JsonNode> objects) {
    return Chart.only(objects, "Deployment").at("/spec/template/spec");
  }

  private static JsonNode settings(List<JsonNode> objects) {
    return Chart.YAML.readTree(
        Chart.only(objects, "ConfigMap").at("/data/application.yaml").asString());
  }
}
