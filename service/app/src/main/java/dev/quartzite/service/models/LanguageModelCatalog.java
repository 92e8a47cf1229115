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
 * quartzite.models.language-models}, which go with every model. These are opened at start.
 * Immutable; safe for any number of threads.
 */
@Component
public final class LanguageModelCatalog {
  /** What a request calls having no language model; no language model may be named so. */
  public static final String NONE = "none";

  private final List<NamedLanguageModel> common = new ArrayList<>();

  /**
   * Opens the operator's language models.
   *
   * @throws ModelException naming the one that cannot be opened
   */
  LanguageModelCatalog(QuartziteSettings settings) {
    settings.models().languageModels().forEach((id, file) -> common.add(open(id, file)));
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

  /** The language models that go with a model; its own come first, and the first is the default. */
  public List<NamedLanguageModel> of(LoadedModel model) {
    List<NamedLanguageModel> all = new ArrayList<>(model.languageModels());
    all.addAll(common);
    return all;
  }
}
