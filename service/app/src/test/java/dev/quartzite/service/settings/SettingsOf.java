package dev.quartzite.service.settings;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as the operator writes them. */
public final class SettingsOf {
  private SettingsOf() {}

  /** The defaults with some properties changed. */
  public static QuartziteSettings properties(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("quartzite.temporary-directory", "target");
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("quartzite", QuartziteSettings.class);
  }
}
