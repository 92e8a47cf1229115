// Shorthands for the document.

/** The element of this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with properties and children. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Shows or hides an element. */
export function show(target, visible) {
  target.hidden = !visible;
}

/** Whether whoever looks on asked for less motion. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Says something to whoever does not look. */
export function announce(text) {
  byId("announce").textContent = text;
}
