// Pointer and wheel on the timeline: pointing, pressing, dragging, zooming.

/** Pixels that a press may tremble without being a drag. */
const TREMOR = 4;

/**
 * Tells what is done to an element: `point(x, y)`, `leave()`, `drag(pixels)` since the last,
 * `press(x)`, `zoom(factor, x)`; x and y from its upper left corner.
 */
export function watchGestures(target, told) {
  let grabbed = null;
  target.addEventListener("pointerdown", ({ clientX }) => {
    grabbed = { x: clientX, dragged: false };
  });
  target.addEventListener("pointermove", (event) => {
    if (grabbed && event.buttons > 0) {
      const pixels = event.clientX - grabbed.x;
      if (grabbed.dragged || Math.abs(pixels) > TREMOR) {
        target.setPointerCapture(event.pointerId);
        grabbed = { x: event.clientX, dragged: true };
        told.drag(pixels);
      }
    }
    told.point(event.offsetX, event.offsetY);
  });
  target.addEventListener("pointerleave", () => told.leave());
  target.addEventListener("click", ({ offsetX }) => {
    if (!grabbed?.dragged) {
      told.press(offsetX);
    }
    grabbed = null;
  });
  target.addEventListener("wheel", (event) => {
    if (event.ctrlKey) {
      event.preventDefault();
      told.zoom(event.deltaY > 0 ? 1.25 : 0.8, event.offsetX);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      told.drag(-event.deltaX);
    }
  }, { passive: false });
}
