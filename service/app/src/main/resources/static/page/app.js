// Puts the parts of the page together.
import { watchAppearance } from "./appearance.js";
import { announce, byId, calm, show } from "./dom.js";
import { Job } from "./job.js";
import { Player } from "./player.js";
import { Problem } from "./problem.js";
import { Progress } from "./progress.js";
import { Failure, models } from "./service.js";
import { Settings } from "./settings.js";
import { Source } from "./source.js";
import { copy, curl, download } from "./take-away.js";
import { clock, size, spokenTime } from "./text.js";
import { Timeline } from "./timeline.js";
import { WordCard } from "./word-card.js";
import { TranscriptView } from "./words.js";

const settings = new Settings();
const source = new Source();
const player = new Player();
const view = new TranscriptView();
const timeline = new Timeline();
const progress = new Progress();
const problem = new Problem((action) => ({
  again: () => job ? start(job.request.file) : loadModels(),
  key: () => settings.askForKey(),
  choose: () => byId("choose").click(),
})[action]());
new WordCard(view);
watchAppearance(() => timeline.repaint());

/** The transcription that the page is about; its file stays here to be tried again. */
let job = null;

source.addEventListener("recording", ({ detail: file }) => start(file));
source.addEventListener("problem", ({ detail: { title, text } }) => problem.tell(title, text));
settings.addEventListener("key", loadModels);
view.addEventListener("hear", ({ detail: { word } }) => player.playFrom(word.start));
timeline.addEventListener("seek", ({ detail: seconds }) => player.seek(seconds));
player.addEventListener("time", () => {
  view.light(player.time, player.playing);
  timeline.playhead(player.time, player.playing);
});
byId("cancel").addEventListener("click", () => job.cancel());
byId("again").addEventListener("click", () => start(job.request.file));
byId("copy-text").addEventListener("click", (event) =>
  copy(job.result.text, event.currentTarget));
byId("copy-curl").addEventListener("click", (event) =>
  copy(curl(job.request), event.currentTarget));
byId("downloads").addEventListener("click", ({ target }) => {
  const kind = target.closest("[data-download]")?.dataset.download;
  if (kind) {
    download(kind, job.result, job.request.file.name);
  }
});
byId("shade").addEventListener("change", ({ target }) =>
  byId("transcript").classList.toggle("plain", !target.checked));
loadModels();

async function loadModels() {
  try {
    settings.offer(await models(settings.key));
    problem.hide();
  } catch (failure) {
    problem.failed(failure, job !== null);
  }
}

async function start(file) {
  if (settings.firstInvalid()) {
    return;
  }
  job?.cancel();
  const current = new Job({ file, fields: settings.fields(), key: settings.key });
  job = current;
  const ours = (action) => ({ detail }) => current === job && action(detail);
  current.addEventListener("uploading", ours(({ sent, total }) => progress.uploading(sent, total)));
  current.addEventListener("uploaded", ours(() => progress.listening()));
  current.addEventListener("paragraph", ours(write));
  begin(file);
  try {
    await current.run();
    if (current === job) {
      finish();
    }
  } catch (failure) {
    if (current === job) {
      fail(failure);
    }
  }
}

function begin(file) {
  problem.hide();
  view.clear();
  timeline.clear();
  document.body.dataset.state = "working";
  document.title = `${file.name} – Quartzite`;
  byId("document-title").textContent = file.name;
  byId("document-facts").textContent = size(file.size);
  show(byId("document"), true);
  show(byId("transcript-empty"), false);
  show(byId("transcript-foot"), false);
  show(byId("downloads"), false);
  byId("transcript").setAttribute("aria-busy", "true");
  progress.listening();
  player.load(file);
  byId("document").scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
}

function write({ words, channel, end }) {
  view.add(words, channel === null ? null : `Channel ${channel + 1}`);
  progress.writing(player.length && !job.separate ? end / player.length : null);
}

function finish() {
  const { result, paragraphs, separate } = job;
  settle("done");
  if (separate) {
    // Channels came one after another; they are read side by side.
    view.clear();
    paragraphs.forEach(({ words, channel }) => view.add(words, `Channel ${channel + 1}`));
  }
  player.setLength(result.duration);
  byId("document-facts").textContent = facts();
  show(byId("downloads"), true);
  const silent = paragraphs.length === 0;
  show(byId("transcript-empty"), silent);
  show(byId("transcript-foot"), !silent);
  byId("transcript-empty").textContent = "Nothing was said in this recording.";
  timeline.show(result);
  announce(silent ? "Nothing was said in this recording."
    : `Done. ${spokenTime(result.duration)} of speech, ${view.words.length} words.`);
}

function fail(failure) {
  if (!(failure instanceof Failure)) {
    throw failure;
  }
  settle("failed");
  if (job.paragraphs.length === 0) {
    show(byId("document"), false);
    delete document.body.dataset.state;
  }
  problem.failed(failure, job !== null);
  byId("problem").scrollIntoView({ block: "nearest" });
}

function settle(state) {
  progress.end();
  document.body.dataset.state = state;
  byId("transcript").removeAttribute("aria-busy");
}

function facts() {
  const { result, seconds } = job;
  const speed = result.duration / seconds;
  const { model, decoder } = result.receipt;
  return [
    clock(result.duration),
    `written in ${seconds.toFixed(1)} s${speed >= 2 ? `, ${Math.round(speed)} times as fast as spoken` : ""}`,
    `${model}, ${decoder.name === "beam" ? "beam search" : decoder.name}`,
  ].join(" · ");
}
