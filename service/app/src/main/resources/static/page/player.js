// The recording, and the controls around it.
import { byId, show } from "./dom.js";
import { clock, spokenTime } from "./text.js";

/** Tells "time" while it plays and when it is moved, and "length" when its length is known. */
export class Player extends EventTarget {
  #audio = byId("audio");
  #button = byId("play");
  #seek = byId("seek");
  #url = null;
  #length = 0;

  constructor() {
    super();
    const audio = this.#audio;
    this.#button.addEventListener("click", () => this.toggle());
    this.#seek.addEventListener("input", () => this.seek(Number(this.#seek.value)));
    byId("rate").addEventListener("change", (event) => {
      audio.playbackRate = Number(event.target.value);
    });
    audio.addEventListener("play", () => {
      this.#showState();
      this.#tick();
    });
    audio.addEventListener("pause", () => this.#showState());
    audio.addEventListener("ended", () => this.#showState());
    audio.addEventListener("seeked", () => this.#showTime());
    audio.addEventListener("durationchange", () => this.setLength(audio.duration));
    audio.addEventListener("loadedmetadata", () => show(byId("player-problem"), false));
    audio.addEventListener("error", () => this.#cannotPlay());
  }

  /** Takes a file, and lets the one before go. */
  load(file) {
    this.#audio.pause();
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
    }
    this.#url = URL.createObjectURL(file);
    this.#length = 0;
    this.#setEnabled(file.size > 0);
    show(byId("player-problem"), false);
    if (file.size > 0) {
      this.#audio.src = this.#url;
    } else {
      this.#audio.removeAttribute("src");
    }
    this.#audio.playbackRate = Number(byId("rate").value);
    this.#showTime();
  }

  /** Seconds; 0 until it is known. */
  get length() {
    return this.#length;
  }

  /** Sets the length that the service measured, or the browser did. */
  setLength(seconds) {
    if (!Number.isFinite(seconds) || seconds <= 0) {
      return;
    }
    this.#length = seconds;
    this.#seek.max = String(seconds);
    byId("time-all").textContent = clock(seconds);
    this.#showTime();
    this.dispatchEvent(new Event("length"));
  }

  get time() {
    return this.#audio.currentTime;
  }

  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  seek(seconds) {
    this.#audio.currentTime = Math.max(0, Math.min(seconds, this.#length || seconds));
    this.#showTime();
  }

  /** Plays from this moment on. */
  playFrom(seconds) {
    this.seek(seconds);
    this.#play();
  }

  toggle() {
    if (this.playing) {
      this.#audio.pause();
    } else {
      this.#play();
    }
  }

  pause() {
    this.#audio.pause();
  }

  #play() {
    // A refusal reaches the element's error event as well, or is a pause that came first.
    this.#audio.play().catch(() => this.#showState());
  }

  #tick() {
    this.#showTime();
    if (this.playing) {
      requestAnimationFrame(() => this.#tick());
    }
  }

  #showTime() {
    const time = this.#audio.currentTime;
    this.#seek.value = String(time);
    this.#seek.setAttribute("aria-valuetext",
      `${spokenTime(time)} of ${spokenTime(this.#length)}`);
    this.#seek.style.setProperty("--done", this.#length ? String(time / this.#length) : "0");
    byId("time-now").textContent = clock(time);
    this.dispatchEvent(new Event("time"));
  }

  #showState() {
    this.#button.classList.toggle("is-playing", this.playing);
    this.#button.setAttribute("aria-label", this.playing ? "Pause" : "Play");
  }

  #setEnabled(enabled) {
    this.#button.disabled = !enabled;
    this.#seek.disabled = !enabled;
    byId("rate").disabled = !enabled;
  }

  #cannotPlay() {
    if (this.#audio.getAttribute("src")) {
      this.#setEnabled(false);
      byId("player-problem").textContent =
        "This browser cannot play this recording; its text is not affected.";
      show(byId("player-problem"), true);
    }
  }
}
