// What the transcript is asked to be made with: a form → fields of the request.
import { byId, element, show } from "./dom.js";

const STORE = "quartzite.settings";
const KEY = "quartzite.key";

/** Settings of the decoder that searches, which the greedy one does not know. */
const BEAM_ONLY = ["language_model", "language_model_weight", "word_bonus", "beam_width", "n_best",
  "hotwords"];

/** Settings of a language model, which have nothing to act on without one. */
const LANGUAGE_ONLY = ["language_model_weight", "word_bonus"];

/** The settings. Tells "key" when the API key is another. */
export class Settings extends EventTarget {
  #form = byId("settings-form");
  #models = [];
  #wished;

  constructor() {
    super();
    this.#wished = read(localStorage, STORE);
    this.#restore();
    this.#form.elements.key.value = read(sessionStorage, KEY).key ?? "";
    this.#form.addEventListener("change", (event) => this.#changed(event.target));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("reset", () => setTimeout(() => this.#reset()));
    this.#update();
    const wide = matchMedia("(min-width: 62rem)");
    const unfold = () => {
      byId("settings").open = wide.matches;
    };
    wide.addEventListener("change", unfold);
    unfold();
  }

  /** The API key, or nothing. */
  get key() {
    return this.#form.elements.key.value.trim();
  }

  /** The models that may be chosen. */
  offer(models) {
    this.#models = models;
    const select = this.#form.elements.model;
    const chosen = select.value || this.#wished.model || "";
    select.replaceChildren(element("option", { value: "" }, "The service’s default"),
      ...models.map(({ id }) => element("option", { value: id }, id)));
    select.value = models.some(({ id }) => id === chosen) ? chosen : "";
    this.#update();
    this.#setIfOffered("language_model");
  }

  /** Opens the settings at the API key. */
  askForKey() {
    byId("settings").open = true;
    this.#form.elements.key.focus();
  }

  /** The fields of a request; what is left to the service is not among them. */
  fields() {
    const fields = [];
    for (const name of ["model", "channels", "decoder", ...BEAM_ONLY]) {
      const value = name === "hotwords" ? hotWords(this.#value(name)) : this.#value(name);
      if (value && !this.#form.elements[name].disabled) {
        fields.push([name, value]);
      }
    }
    return fields;
  }

  /** The first control whose value makes no sense, told to its owner by the browser; or null. */
  firstInvalid() {
    const wrong = [...this.#form.elements].find((control) =>
      !control.disabled && control.willValidate && !control.checkValidity());
    if (wrong) {
      wrong.closest("details.more")?.setAttribute("open", "");
      byId("settings").open = true;
      wrong.reportValidity();
    }
    return wrong ?? null;
  }

  #value(name) {
    return this.#form.elements[name].value.trim();
  }

  #changed(control) {
    if (control.name === "key") {
      write(sessionStorage, KEY, { key: this.key });
      this.dispatchEvent(new Event("key"));
      return;
    }
    this.#save();
    this.#update();
  }

  #save() {
    const values = Object.fromEntries(new FormData(this.#form));
    delete values.key;
    this.#wished = values;
    write(localStorage, STORE, values);
  }

  #restore() {
    Object.entries(this.#wished).forEach(([name, value]) => {
      const control = this.#form.elements[name];
      if (control && name !== "key") {
        control.value = value;
      }
    });
    // A choice that is no longer offered.
    this.#form.querySelectorAll("select").forEach((select) => {
      select.selectedIndex = Math.max(0, select.selectedIndex);
    });
  }

  #setIfOffered(name) {
    const select = this.#form.elements[name];
    const wished = this.#wished[name] ?? "";
    select.value = [...select.options].some(({ value }) => value === wished) ? wished : "";
  }

  #reset() {
    this.#save();
    write(sessionStorage, KEY, {});
    this.#update();
    this.dispatchEvent(new Event("key"));
  }

  #update() {
    const chosen = this.#value("model");
    const model = this.#models.find(({ id }) => id === chosen)
      ?? (this.#models.length === 1 ? this.#models[0] : null);
    byId("model-facts").textContent = model ? facts(model) : "";
    show(byId("model-facts"), model !== null);
    this.#offerLanguageModels(model ? [model] : this.#models);
    const greedy = this.#value("decoder") === "greedy";
    BEAM_ONLY.forEach((name) => {
      this.#form.elements[name].disabled = greedy;
    });
    if (this.#value("language_model") === "none") {
      LANGUAGE_ONLY.forEach((name) => {
        this.#form.elements[name].disabled = true;
      });
    }
  }

  #offerLanguageModels(models) {
    const select = this.#form.elements.language_model;
    const chosen = select.value;
    const ids = [...new Set(models.flatMap((model) => model.languageModels ?? []))];
    select.replaceChildren(element("option", { value: "" }, "The model’s own"),
      element("option", { value: "none" }, "None"),
      ...ids.map((id) => element("option", { value: id }, id)));
    select.value = ["none", ...ids].includes(chosen) ? chosen : "";
  }
}

/** Lines of `phrase` or `phrase : boost` → the field's JSON, or nothing. */
export function hotWords(text) {
  const phrases = text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
    const [, phrase, boost] = line.match(/^(.*?)\s*(?::\s*(-?\d+(?:\.\d+)?))?$/);
    return boost === undefined ? { phrase } : { phrase, boost: Number(boost) };
  });
  return phrases.length > 0 ? JSON.stringify(phrases) : "";
}

function facts(model) {
  const languages = new Intl.DisplayNames("en", { type: "language" });
  return [
    model.architecture,
    `${(model.parameters / 1e6).toFixed(1)} million parameters`,
    model.languages.map((code) => languages.of(code)).join(", "),
    model.licence,
  ].filter(Boolean).join(" · ");
}

function read(store, name) {
  try {
    return JSON.parse(store.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function write(store, name, value) {
  try {
    store.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is closed or full: the settings last as long as the page.
  }
}
