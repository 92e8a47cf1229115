// What people take with them: files, the text, the request as a command.
import { announce } from "./dom.js";
import { transcriptionsUrl } from "./service.js";

const TYPES = {
  txt: "text/plain",
  srt: "application/x-subrip",
  vtt: "text/vtt",
  json: "application/json",
};

/** Offers a transcript as a file. Subtitles were written by the service with the transcript. */
export function download(kind, result, recordingName) {
  const name = `${recordingName.replace(/\.[^.]*$/, "") || "recording"}.${kind}`;
  const url = URL.createObjectURL(new Blob([content(kind, result)],
    { type: `${TYPES[kind]};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  announce(`Saved as ${name}.`);
}

function content(kind, result) {
  switch (kind) {
    case "txt":
      return `${result.text}\n`;
    case "json": {
      const { type, emissions, spectrogram, formats, ...rest } = result;
      return `${JSON.stringify(rest, null, 2)}\n`;
    }
    default:
      return result.formats[kind];
  }
}

/** Copies a text, and says so on the button that asked for it. */
export async function copy(text, button) {
  const label = button.querySelector("span");
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(text);
    label.textContent = "Copied";
    announce("Copied.");
  } catch {
    label.textContent = "Copying is not allowed here";
    announce("Copying is not allowed here.");
  }
  setTimeout(() => {
    label.textContent = before;
  }, 2000);
}

/** The command that asks for the same transcript. */
export function curl({ file, fields, key }) {
  const lines = [`curl ${quoted(transcriptionsUrl)}`];
  if (key) {
    lines.push('-H "Authorization: Bearer $QUARTZITE_API_KEY"');
  }
  lines.push(`-F ${quoted(`file=@"${file.name.replace(/["\\]/g, "\\$&")}"`)}`);
  fields.forEach(([name, value]) => lines.push(`--form-string ${quoted(`${name}=${value}`)}`));
  lines.push("-F response_format=verbose_json");
  return lines.join(" \\\n  ");
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
