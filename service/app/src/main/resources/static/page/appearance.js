// The theme: the system's, until somebody chooses.
import { byId } from "./dom.js";

/** Makes the theme's button work; `changed` is called when colours are new. */
export function watchAppearance(changed) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  const root = document.documentElement;
  const update = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    changed();
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("quartzite.theme", root.dataset.theme);
    } catch {
      // It lasts as long as the page, then.
    }
    update();
  });
  dark.addEventListener("change", update);
  update();

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }
}
