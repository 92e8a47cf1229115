package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads models as the operator's settings say.
 *
 * @param settings all of them
 */
record ModelLoader(QuartziteSettings settings) {

  /**
   * Loads the model of a directory.
   *
   * @throws ModelException if it cannot be loaded, or a language model of it has the id of one of
   *     the operator's
   */
  CountedModel load(ModelDirectory directory) {
    for (AttachedLanguageModel own : directory.manifest().decoding().languageModels()) {
      if (settings.models().languageModels().containsKey(own.id())) {
        throw new ModelException(
            "quartzite.models.language-models.%s has the name of a language model that comes with a model; choose another name"
                .formatted(own.id()));
      }
    }
    LimitSettings limits = settings.limits();
    return new CountedModel(
        LoadedModel.loadShared(directory, settings.runtime(), limits.requests(), limits.waiting()));
  }

  /**
   * Loads the model of a directory and adds it to others.
   *
   * @throws ModelException if it cannot be loaded, or there is one of its name
   */
  void load(ModelDirectory directory, Map<String, CountedModel> models) {
    CountedModel model = load(directory);
    try {
      add(model, models);
    } catch (ModelException e) {
      model.withdraw();
      throw e;
    }
  }

  /**
   * Adds a model to others.
   *
   * @throws ModelException if there is one of its name
   */
  static void add(CountedModel model, Map<String, CountedModel> models) {
    @Nullable CountedModel same = models.putIfAbsent(model.name(), model);
    if (same != null) {
      throw new ModelException(
          "%s and %s are both named '%s'; rename one in its manifest"
              .formatted(same.path(), model.path(), model.name()));
    }
  }
}
