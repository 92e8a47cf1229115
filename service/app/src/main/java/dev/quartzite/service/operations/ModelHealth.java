package dev.quartzite.service.operations;

import dev.quartzite.LoadedModel;
import dev.quartzite.service.models.ModelCatalog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness's view of the models: the self-test's outcome and where each network really runs. */
@Component("models")
final class ModelHealth implements HealthIndicator {
  private final ModelCatalog catalog;
  private final SelfTest selfTest;

  ModelHealth(ModelCatalog catalog, SelfTest selfTest) {
    this.catalog = catalog;
    this.selfTest = selfTest;
  }

  @Override
  public Health health() {
    SelfTest.Outcome outcome = selfTest.outcome();
    Health.Builder health = outcome.passed() ? Health.up() : Health.outOfService();
    health.withDetail("default", catalog.defaultModel().manifest().name());
    health.withDetail("selfTest", outcome.message());
    catalog.all().forEach(model -> health.withDetail(model.manifest().name(), device(model)));
    return health.build();
  }

  private static String device(LoadedModel model) {
    String detail = model.device().detail();
    String device = model.device().used().label();
    return detail.isEmpty() ? device : "%s (%s)".formatted(device, detail);
  }
}
