package dev.quartzite.service.operations;

import dev.quartzite.acoustic.BatchingAcousticModel;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.models.ModelCatalog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * How busy the service is: requests that are open, transcriptions that run and wait for their turn,
 * what waits for the networks and how it is batched (parts by runs is the mean size of a batch).
 */
@Component
final class LoadMetrics implements MeterBinder {
  private final TranscriptionSlots slots;
  private final ModelCatalog catalog;

  LoadMetrics(TranscriptionSlots slots, ModelCatalog catalog) {
    this.slots = slots;
    this.catalog = catalog;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("quartzite.requests.open", slots, TranscriptionSlots::open)
        .description("requests that are uploaded, wait or are computed")
        .register(registry);
    Gauge.builder("quartzite.transcriptions.running", slots, TranscriptionSlots::running)
        .description("recordings in memory")
        .register(registry);
    Gauge.builder("quartzite.transcriptions.waiting", slots, TranscriptionSlots::waiting)
        .description("uploaded recordings that wait for their turn")
        .register(registry);
    Gauge.builder("quartzite.queue", () -> sum(BatchingAcousticModel::queued))
        .description("parts of recordings that wait for a network")
        .register(registry);
    FunctionCounter.builder("quartzite.batch.runs", this, m -> sum(BatchingAcousticModel::runs))
        .description("runs of the networks")
        .register(registry);
    FunctionCounter.builder(
            "quartzite.batch.parts", this, m -> sum(BatchingAcousticModel::recordings))
        .description("parts of recordings in these runs")
        .register(registry);
  }

  /** Over the models that are there now: they come and go. */
  private double sum(ToDoubleFunction<BatchingAcousticModel> of) {
    return catalog.all().stream()
        .flatMap(model -> model.sharedNetwork().stream())
        .mapToDouble(of)
        .sum();
  }
}
