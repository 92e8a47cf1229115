package dev.quartzite.service.models;

import dev.quartzite.acoustic.ModelException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models that are offered at a moment. Immutable, but for who uses them.
 *
 * @param models by name, in the order of the names
 * @param defaultModel the model of requests that name none, one of these
 */
record Offer(Map<String, CountedModel> models, CountedModel defaultModel) {
  Offer {
    models = Collections.unmodifiableMap(new TreeMap<>(models));
  }

  /**
   * Offers models.
   *
   * @param defaultName which of them is the default
   * @throws ModelException if it is none of them
   */
  static Offer of(Map<String, CountedModel> models, String defaultName) {
    @Nullable CountedModel chosen = models.get(defaultName);
    if (chosen == null) {
      throw new ModelException(
          "quartzite.models.default is '%s', but the models are %s"
              .formatted(defaultName, new TreeMap<>(models).keySet()));
    }
    return new Offer(models, chosen);
  }

  /** The model of this name, or the default one for OpenAI's; null if there is none. */
  @Nullable CountedModel find(String name) {
    @Nullable CountedModel model = models.get(name);
    return model == null && ModelCatalog.DEFAULT_ALIASES.contains(name) ? defaultModel : model;
  }
}
