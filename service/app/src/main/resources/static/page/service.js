// The service's API: its models, and a transcription as it is made.
import { EventReader } from "./events.js";

const root = new URL(".", document.baseURI);

/** Where transcriptions are asked for. */
export const transcriptionsUrl = new URL("v1/audio/transcriptions", root).href;

/**
 * What went wrong: `kind` is one of "cancelled", "unreachable", "interrupted" and "refused"; a
 * refusal has the answer's `status`, its error's `code`, and `retryAfter` in seconds or null.
 */
export class Failure extends Error {
  constructor(kind, message, details = {}) {
    super(message);
    this.kind = kind;
    this.status = details.status ?? 0;
    this.code = details.code ?? null;
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** The models of the service, the default one first if it can be told. */
export async function models(key) {
  let answer;
  try {
    answer = await fetch(new URL("v1/models", root), { headers: authorization(key) });
  } catch {
    throw new Failure("unreachable", "The service does not answer.");
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw refusal(answer.status, text, answer.headers.get("Retry-After"));
  }
  return JSON.parse(text).data;
}

/**
 * Transcribes a file, part by part. The upload's progress is only told by XMLHttpRequest, which
 * gives the answer as it arrives as well as fetch does.
 *
 * @param request `{file, fields: [[name, value]], key}`
 * @param listener `{uploading(sent, total), uploaded(), event(data)}`
 * @param signal an AbortSignal that gives it up
 * @returns the last event, which is the whole transcript
 */
export function transcribe(request, listener, signal) {
  return new Promise((resolve, reject) => {
    const http = new XMLHttpRequest();
    let begun = false;
    let done = null;
    let failed = null;
    const events = new EventReader((event) => {
      if (event.error) {
        failed = failureOf(event.error, {});
      } else if (event.type === "transcript.text.done") {
        done = event;
      } else {
        listener.event(event);
      }
    });
    http.open("POST", transcriptionsUrl);
    Object.entries(authorization(request.key)).forEach(([name, value]) =>
      http.setRequestHeader(name, value));
    http.upload.onprogress = (event) => listener.uploading(event.loaded, event.total);
    http.upload.onload = () => listener.uploaded();
    http.onprogress = () => {
      if (http.status === 200) {
        begun = true;
        events.read(http.responseText);
      }
    };
    http.onload = () => {
      if (http.status !== 200) {
        reject(refusal(http.status, http.responseText, http.getResponseHeader("Retry-After")));
        return;
      }
      events.read(http.responseText);
      if (done) {
        resolve(done);
      } else {
        reject(failed ?? interrupted());
      }
    };
    http.onerror = () => reject(begun ? interrupted()
      : new Failure("unreachable", "The service does not answer."));
    http.onabort = () => reject(new Failure("cancelled", "Cancelled."));
    signal.addEventListener("abort", () => http.abort(), { once: true });
    http.send(form(request));
  });
}

function form({ file, fields }) {
  const data = new FormData();
  fields.forEach(([name, value]) => data.append(name, value));
  data.append("file", file, file.name);
  return data;
}

function authorization(key) {
  return key ? { Authorization: `Bearer ${key}` } : {};
}

function interrupted() {
  return new Failure("interrupted", "The connection ended before the transcript did.");
}

function refusal(status, body, retryAfter) {
  let error = {};
  try {
    error = JSON.parse(body).error ?? {};
  } catch {
    // Something between here and the service answered: its status is all there is.
  }
  return failureOf(error, { status, retryAfter: retryAfter ? Number(retryAfter) : null });
}

function failureOf(error, details) {
  const message = error.message ?? `The answer was status ${details.status}, without a reason.`;
  return new Failure("refused", message, { ...details, code: error.code });
}
