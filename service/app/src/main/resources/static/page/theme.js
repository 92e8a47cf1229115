// Runs before the first paint: whoever chose a theme never sees the other one flash.
(() => {
  try {
    const chosen = localStorage.getItem("quartzite.theme");
    if (chosen === "dark" || chosen === "light") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Storage is closed to this page: the system's theme it is.
  }
})();
