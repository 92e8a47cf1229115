package dev.quartzite.service.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.ModelSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The models of this service: the embedded one and every directory of {@code
 * quartzite.models.directory}. All are loaded at start, so that a wrong one is found then and the
 * first request for a model is no slower than the second; one of the operator's with the embedded
 * one's name takes its place. Immutable; safe for any number of threads until it is closed.
 */
@Component
public final class ModelCatalog implements AutoCloseable {
  /** What stock clients of OpenAI's API ask for: the default model here. */
  public static final String DEFAULT_ALIAS = "whisper-1";

  private final EmbeddedModel embedded;
  private final Map<String, LoadedModel> models = new TreeMap<>();
  private final LoadedModel defaultModel;

  /**
   * Loads all models.
   *
   * @throws ModelException naming the directory or the setting that is wrong
   */
  ModelCatalog(QuartziteSettings settings) {
    embedded = EmbeddedModel.open();
    try {
      @Nullable Path folder = settings.models().directory();
      if (folder != null) {
        directoriesOf(folder).forEach(path -> add(ModelDirectory.open(path), settings));
      }
      ModelDirectory own = ModelDirectory.open(embedded.path());
      String ownName = own.manifest().name();
      if (!models.containsKey(ownName)) {
        add(own, settings);
      }
      defaultModel = chooseDefault(settings.models(), ownName);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void add(ModelDirectory directory, QuartziteSettings settings) {
    String name = directory.manifest().name();
    @Nullable LoadedModel same = models.get(name);
    if (same != null) {
      throw new ModelException(
          "%s and %s are both named '%s'; rename one in its manifest"
              .formatted(same.directory().path(), directory.path(), name));
    }
    LimitSettings limits = settings.limits();
    models.put(
        name,
        LoadedModel.loadShared(directory, settings.runtime(), limits.requests(), limits.waiting()));
  }

  private LoadedModel chooseDefault(ModelSettings settings, String ownName) {
    String name = settings.defaultModel() == null ? ownName : settings.defaultModel();
    @Nullable LoadedModel model = models.get(name);
    if (model == null) {
      throw new ModelException(
          "quartzite.models.default is '%s', but the models are %s"
              .formatted(name, models.keySet()));
    }
    return model;
  }

  private static List<Path> directoriesOf(Path folder) {
    if (Files.exists(folder.resolve(ModelDirectory.MANIFEST))) {
      throw new ModelException(
          "quartzite.models.directory is %s, which is a model itself; it is the folder around models"
              .formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException(
          "quartzite.models.directory is %s, which is no folder that can be read".formatted(folder),
          e);
    }
  }

  /** The model of requests that name none. */
  public LoadedModel defaultModel() {
    return defaultModel;
  }

  /** All models, in the order of their names. */
  public Collection<LoadedModel> all() {
    return Collections.unmodifiableCollection(models.values());
  }

  /**
   * The model of this name, or the default one for {@value #DEFAULT_ALIAS}.
   *
   * @throws ApiException 404 if there is none
   */
  public LoadedModel require(String name) {
    @Nullable LoadedModel model = models.get(name);
    if (model != null) {
      return model;
    }
    if (name.equals(DEFAULT_ALIAS)) {
      return defaultModel;
    }
    throw ApiException.noSuchModel(
        "there is no model '%s'; the models are %s"
            .formatted(name, String.join(", ", models.keySet())));
  }

  /** Releases all models. */
  @Override
  public void close() {
    models.values().forEach(LoadedModel::close);
    embedded.close();
  }
}
