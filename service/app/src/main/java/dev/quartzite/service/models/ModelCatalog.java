package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.QuartziteSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The models of this service: the embedded one and those of the operator's folder, where one with
 * the embedded one's name takes its place. All are loaded at start, so that a wrong one is found
 * then and the first request for a model is no slower than the second. The folder can be read again
 * while the service runs; whoever {@linkplain #use uses} a model keeps it until it is done. Safe
 * for any number of threads until it is closed.
 */
@Component
public final class ModelCatalog implements AutoCloseable {
  /** What stock clients of OpenAI's API ask for: the default model here. */
  public static final Set<String> DEFAULT_ALIASES =
      Set.of("whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe");

  private final ModelLoader loader;
  private final @Nullable String configuredDefault;
  private final EmbeddedModel embedded;
  private final String embeddedName;
  private final ModelFolder folder;
  private volatile Offer offer;

  /**
   * Loads all models.
   *
   * @throws ModelException naming the directory or the setting that is wrong
   */
  ModelCatalog(QuartziteSettings settings) {
    this.loader = new ModelLoader(settings);
    this.configuredDefault = settings.models().defaultModel();
    this.folder = new ModelFolder(settings.models().directory());
    this.embedded = EmbeddedModel.open();
    Map<String, CountedModel> models = new TreeMap<>();
    try {
      ModelDirectory own = ModelDirectory.open(embedded.path());
      embeddedName = own.manifest().name();
      for (Path path : folder.directories()) {
        loader.load(ModelDirectory.open(path), models);
      }
      if (!models.containsKey(embeddedName)) {
        loader.load(own, models);
      }
      offer = Offer.of(models, defaultName());
    } catch (RuntimeException e) {
      models.values().forEach(CountedModel::withdraw);
      embedded.close();
      throw e;
    }
  }

  private String defaultName() {
    return configuredDefault == null ? embeddedName : configuredDefault;
  }

  /**
   * Reads the folder again: loads what is new or has changed, lets go what is gone, keeps the rest.
   * Requests are served all the while. A directory that cannot be loaded changes nothing but is
   * reported, and the default model stays when its directory is gone.
   *
   * @throws ModelException if the folder cannot be read; then nothing has changed
   */
  synchronized Reload reload() {
    Offer before = offer;
    Map<String, CountedModel> next = new TreeMap<>();
    List<Reload.Failure> failed = new ArrayList<>();
    for (Path path : knownFirst(folder.directories(), before)) {
      try {
        again(path, before, next);
      } catch (ModelException e) {
        failed.add(new Reload.Failure(path.toString(), String.valueOf(e.getMessage())));
        at(path, before).ifPresent(model -> next.putIfAbsent(model.name(), model));
      }
    }
    if (!next.containsKey(embeddedName)) {
      again(embedded.path(), before, next);
    }
    if (next.putIfAbsent(defaultName(), before.defaultModel()) == null) {
      failed.add(
          new Reload.Failure(
              before.defaultModel().path().toString(),
              "it is gone, and stays loaded as it is the default model"));
    }
    offer = Offer.of(next, defaultName());
    return withdraw(before, failed);
  }

  /** A new directory with the name of a model that is loaded is the one in the wrong. */
  private static List<Path> knownFirst(List<Path> directories, Offer before) {
    return directories.stream()
        .sorted(Comparator.comparing(path -> at(path, before).isEmpty()))
        .toList();
  }

  private static Optional<CountedModel> at(Path path, Offer before) {
    return before.models().values().stream().filter(model -> model.path().equals(path)).findFirst();
  }

  /** Adds the model of a directory: the same if nothing in it has changed, else a new one. */
  private void again(Path path, Offer before, Map<String, CountedModel> next) {
    ModelDirectory directory = ModelDirectory.open(path);
    Optional<CountedModel> same =
        at(path, before).filter(model -> model.model().directory().equals(directory));
    if (same.isPresent()) {
      ModelLoader.add(same.get(), next);
    } else {
      loader.load(directory, next);
    }
  }

  /** Withdraws what was offered before and is no more. */
  private Reload withdraw(Offer before, List<Reload.Failure> failed) {
    Collection<CountedModel> now = offer.models().values();
    List<String> loaded = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (CountedModel model : now) {
      (before.models().containsValue(model) ? kept : loaded).add(model.name());
    }
    List<String> unloaded = new ArrayList<>();
    for (CountedModel model : before.models().values()) {
      if (!now.contains(model)) {
        model.withdraw();
        unloaded.add(model.name());
      }
    }
    return new Reload(loaded, kept, unloaded, failed);
  }

  /**
   * Unloads a model until the folder is read again.
   *
   * @throws ApiException 404 if there is none of this name, 409 if it is the default one
   */
  synchronized void unload(String name) {
    Offer before = offer;
    CountedModel model = require(name, before);
    if (model == before.defaultModel()) {
      throw new ApiException(
          HttpStatus.CONFLICT,
          "model_in_use",
          "'%s' is the default model, which stays loaded".formatted(model.name()));
    }
    Map<String, CountedModel> rest = new TreeMap<>(before.models());
    rest.remove(model.name());
    offer = new Offer(rest, before.defaultModel());
    model.withdraw();
  }

  /** The model of requests that name none, for its facts. */
  public LoadedModel defaultModel() {
    return offer.defaultModel().model();
  }

  /** All models, in the order of their names, for their facts. */
  public Collection<LoadedModel> all() {
    return offer.models().values().stream().map(CountedModel::model).toList();
  }

  /**
   * The model of this name, or the default one for {@link #DEFAULT_ALIASES}, for its facts.
   *
   * @throws ApiException 404 if there is none
   */
  public LoadedModel require(String name) {
    return require(name, offer).model();
  }

  private static CountedModel require(String name, Offer offer) {
    @Nullable CountedModel model = offer.find(name);
    if (model == null) {
      throw ApiException.noSuchModel(
          "there is no model '%s'; the models are %s"
              .formatted(name, String.join(", ", offer.models().keySet())));
    }
    return model;
  }

  /**
   * Takes the model of this name, or the default one for {@link #DEFAULT_ALIASES}, into use.
   *
   * @throws ApiException 404 if there is none
   */
  public ModelUse use(String name) {
    return use(() -> require(name, offer));
  }

  /** A model that was withdrawn after it was found is found no more the next time. */
  private static ModelUse use(Supplier<CountedModel> found) {
    CountedModel model = found.get();
    while (!model.use()) {
      Thread.onSpinWait();
      model = found.get();
    }
    return new ModelUse(model);
  }

  /** Takes the model of requests that name none into use. */
  public ModelUse useDefault() {
    return use(() -> offer.defaultModel());
  }

  /** Releases all models. */
  @Override
  public synchronized void close() {
    offer.models().values().forEach(CountedModel::withdraw);
    embedded.close();
  }
}
