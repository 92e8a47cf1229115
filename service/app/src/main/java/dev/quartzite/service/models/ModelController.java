package dev.quartzite.service.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartzite.LoadedModel;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.NamedLanguageModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/models}: what there is, and for the administrator, changing that. */
@RestController
@RequestMapping("/v1/models")
class ModelController {
  private final ModelCatalog catalog;
  private final LanguageModelCatalog languageModels;
  private final AdministratorKey administrator;

  ModelController(
      ModelCatalog catalog, LanguageModelCatalog languageModels, AdministratorKey administrator) {
    this.catalog = catalog;
    this.languageModels = languageModels;
    this.administrator = administrator;
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

  /** A model that was unloaded, as OpenAI's API says that one was deleted. */
  record Unloaded(String id, String object, boolean deleted) {}

  /** Reads the folder of models again. */
  @PostMapping("/reload")
  Reload reload(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    administrator.require(authorization);
    return catalog.reload();
  }

  /** Unloads a model until the folder is read again; its files stay. */
  @DeleteMapping("/{id}")
  Unloaded unload(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    administrator.require(authorization);
    catalog.unload(id);
    return new Unloaded(id, "model", true);
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
