package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.NamedLanguageModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.lm.LanguageModelException;
import dev.quartzite.service.settings.QuartziteSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The language models of this service: those beside each model's weights, and those of {@code
 * quartzite.models.language-models}, which go with every model. All are opened at start. Immutable;
 * safe for any number of threads.
 */
@Component
public final class LanguageModelCatalog {
  /** What a request calls having no language model; no language model may be named so. */
  public static final String NONE = "none";

  private final List<NamedLanguageModel> common = new ArrayList<>();

  /**
   * Opens the operator's language models.
   *
   * @throws ModelException naming the one that cannot be opened or has another's id
   */
  LanguageModelCatalog(QuartziteSettings settings, ModelCatalog models) {
    settings.models().languageModels().forEach((id, file) -> common.add(open(id, file)));
    for (LoadedModel model : models.all()) {
      model.languageModels().stream().map(NamedLanguageModel::id).forEach(this::requireUnused);
    }
  }

  private static NamedLanguageModel open(String id, Path file) {
    String setting = "quartzite.models.language-models." + id;
    if (id.equals(NONE)) {
      throw new ModelException(
          "%s names a language model as requests say that they want none; choose another name"
              .formatted(setting));
    }
    try {
      return NamedLanguageModel.open(id, file);
    } catch (LanguageModelException | IOException e) {
      throw new ModelException("%s: %s".formatted(setting, e.getMessage()), e);
    }
  }

  private void requireUnused(String id) {
    if (common.stream().anyMatch(named -> named.id().equals(id))) {
      throw new ModelException(
          "quartzite.models.language-models.%s has the name of a language model that comes with a model; choose another name"
              .formatted(id));
    }
  }

  /** The language models that go with a model; its own come first, and the first is the default. */
  public List<NamedLanguageModel> of(LoadedModel model) {
    List<NamedLanguageModel> all = new ArrayList<>(model.languageModels());
    all.addAll(common);
    return all;
  }
}
