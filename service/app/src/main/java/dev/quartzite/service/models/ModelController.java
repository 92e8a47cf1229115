package dev.quartzite.service.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Provenance;
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

  ModelController(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /** A list as OpenAI's API writes it. */
  record ModelList(String object, List<Model> data) {}

  /**
   * A model as OpenAI's API writes it, and what its manifest says besides.
   *
   * @param created seconds since 1970
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
      int sampleRate) {

    static Model of(ModelManifest manifest) {
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
          manifest.frontEnd().sampleRate());
    }
  }

  @GetMapping
  ModelList list() {
    return new ModelList(
        "list", catalog.all().stream().map(model -> Model.of(model.manifest())).toList());
  }

  @GetMapping("/{id}")
  Model one(@PathVariable String id) {
    return Model.of(catalog.require(id).manifest());
  }
}
