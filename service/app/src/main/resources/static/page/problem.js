// What went wrong, in words that help.
import { byId, show } from "./dom.js";

/** Titles of refusals by their code, and else by their status. */
const TITLES = {
  file_too_large: "This file is too large",
  request_too_large: "This file is too large",
  recording_too_long: "This recording is too long",
  unsupported_media: "This is not a recording",
  undecodable_audio: "This recording cannot be read",
  empty_file: "This file is empty",
  400: "A setting was not accepted",
  401: "The API key is missing or wrong",
  403: "This key may not do that",
  404: "There is no such model",
  408: "The upload was too slow",
  413: "This file is too large",
  429: "Too many requests for this key",
  503: "The service is busy",
  504: "It took too long",
};

/** What can be done about a problem, and what its button says. */
const ACTIONS = { again: "Try again", key: "Enter the key", choose: "Choose another file" };

/** Statuses of a file that would be refused again. */
const BAD_FILE = [413, 415, 422];

/** Shows problems; `act` is called with what somebody wants to do about one: a key of ACTIONS. */
export class Problem {
  #action = "again";

  constructor(act) {
    byId("problem-retry").addEventListener("click", () => act(this.#action));
  }

  hide() {
    show(byId("problem"), false);
  }

  /**
   * A failure of the service.
   *
   * @param recording whether there is a recording that it is about
   */
  failed(failure, recording) {
    const { title, text, advice } = explain(failure, recording);
    this.#show(title, text, advice, failure.kind === "cancelled");
    const badFile = BAD_FILE.includes(failure.status) || failure.code === "empty_file";
    this.#action = failure.status === 401 ? "key" : badFile ? "choose" : "again";
    byId("problem-retry").textContent = ACTIONS[this.#action];
    show(byId("problem-retry"), true);
  }

  /** Something that cannot be tried again from here. */
  tell(title, text) {
    this.#show(title, text, "", false);
    show(byId("problem-retry"), false);
  }

  #show(title, text, advice, quiet) {
    byId("problem-title").textContent = title;
    byId("problem-text").textContent = text;
    byId("problem-advice").textContent = advice;
    show(byId("problem-advice"), advice !== "");
    byId("problem").classList.toggle("quiet-problem", quiet);
    show(byId("problem"), true);
  }
}

function explain(failure, recording) {
  switch (failure.kind) {
    case "cancelled":
      return { title: "Cancelled", text: "The service has given this recording up.", advice: "" };
    case "unreachable":
      return {
        title: "The service cannot be reached",
        text: "It may have been stopped, or the network between here and there is down.",
        advice: recording
          ? "Your recording is still here: nothing has to be chosen or said again." : "",
      };
    case "interrupted":
      return {
        title: "The connection was lost",
        text: "The service stopped answering before the text was complete.",
        advice: "",
      };
    default:
      return {
        title: TITLES[failure.code] ?? TITLES[failure.status] ?? "The service failed",
        text: sentence(failure.message),
        advice: failure.retryAfter ? `It asks to be tried again in ${failure.retryAfter} s.` : "",
      };
  }
}

/** The API's messages are clauses. */
function sentence(clause) {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
