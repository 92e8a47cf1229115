package dev.quartzite.service.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Which models the service offers besides the embedded one.
 *
 * @param directory a folder whose every directory is a model; none if absent
 * @param defaultModel the model of requests that name none; the embedded one if absent
 */
public record ModelSettings(
    @Nullable Path directory, @Name("default") @Nullable String defaultModel) {}
