package dev.quartzite.service.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartzite.LoadedModel;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.NamedLanguageModel;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
@RestController
@RequestMapping("/v1/models")
class ModelController {
  private final ModelCatalog catalog;
  private final LanguageModelCatalog languageModels;

  ModelController(ModelCatalog catalog, LanguageModelCatalog languageModels) {
    this.catalog = catalog;
    this.languageModels = languageModels;
  }

  /** A list as OpenAI's API writes it. */
  record ModelList(String object, List<Model> data) {}

  /**
   * A model as OpenAI's API writes it, and what its manifest says besides.
   *
   * @param created seconds since 1970
   * @param languageModels ids of those that it can be combined with; the first is the default
   */
  record Model(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      String architecture,
      long parameters,
      List<String> languages,
      String licence,
      int sampleRate,
      List<String> languageModels) {

    static Model of(ModelManifest manifest, List<NamedLanguageModel> languageModels) {
      Provenance provenance = manifest.provenance();
      return new Model(
          manifest.name(),
          "model",
          provenance.created().getEpochSecond(),
          provenance.owner(),
          provenance.architecture(),
          provenance.parameters(),
          provenance.languages(),
          provenance.licence(),
          manifest.frontEnd().sampleRate(),
          languageModels.stream().map(NamedLanguageModel::id).toList());
    }
  }

  @GetMapping
  ModelList list() {
    return new ModelList("list", catalog.all().stream().map(this::describe).toList());
  }

  @GetMapping("/{id}")
  Model one(@PathVariable String id) {
    return describe(catalog.require(id));
  }

  private Model describe(LoadedModel model) {
    return Model.of(model.manifest(), languageModels.of(model));
  }
}
