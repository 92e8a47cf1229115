"""Gets the speech that speech.tsv names from its public repositories and lays it out for prepare.

    python -m quartzite_training.assemble DEST [--mirrors FOLDER] [--only CORPUS …] [--exclude TABLE.tsv …]

Each corpus becomes DEST/CORPUS/manifest.tsv, a table of path, seconds, text or nothing, and speaker or nothing, with its
recordings beside it. Left out are recordings whose content was there already, in whichever corpus; those that the evaluation
tables of --exclude name, or whose text these hold; children; and what cannot be read or is too short or too long.
"""

import argparse
import collections
import io
import itertools
import pathlib
import sys

import soundfile

from .repositories import Missing, cloned, mirrored
from .sources import TABLE, read_sources, recordings
from .transcripts import spelled

SHORTEST, LONGEST = 0.8, 35.0
"""Seconds; what is shorter or longer is left out."""


class Evaluation:
    """The recordings that a model is evaluated on, which it must not learn: their names and their texts."""

    def __init__(self, tables):
        lines = [line.split("\t") for table in tables for line in pathlib.Path(table).read_text(encoding="utf-8").splitlines()]
        self.names = {pathlib.PurePosixPath(path).stem for path, *_ in lines}
        self.texts = {spelled(text) for _, _, text, *_ in lines} - {""}

    def holds(self, recording):
        return recording.name in self.names or recording.said.text in self.texts


class Assembly:
    """Corpora laid out in one folder, no recording twice."""

    def __init__(self, folder, mirrors, evaluation):
        self.folder, self.mirrors, self.evaluation = pathlib.Path(folder), mirrors, evaluation
        self.missing = []
        self._seen = set()

    def lay_out(self, corpus, sources):
        """Writes a corpus's recordings and manifest, and says what came of it; what is missing is remembered."""
        lines, left_out = [], collections.Counter()
        for source in sources:
            try:
                lines.extend(self._take(source, left_out))
            except Missing as missing:
                self.missing.append(f"{source.repository} ({corpus})")
                print(f"{corpus}: {missing}", file=sys.stderr)
        if lines:
            table = "".join("\t".join(line) + "\n" for line in lines)
            (self.folder / corpus / "manifest.tsv").write_text(table, encoding="utf-8")
        hours = sum(float(seconds) for _, seconds, _, _ in lines) / 3600
        texts = sum(bool(text) for _, _, text, _ in lines)
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(left_out.items())) or "nothing"
        print(f"{corpus}: {len(lines)} files, {hours:.2f} hours, {texts} texts; left out: {reasons}", flush=True)

    def _take(self, source, left_out):
        """Writes a source's recordings, except those to be left out, and gives their lines of the manifest."""
        repository = self._repository(source)
        chosen = list(self._choose(recordings(source, repository), left_out))
        for recording, content in zip(chosen, repository.contents([each.hash for each in chosen])):
            seconds, fault = examine(content)
            if fault:
                left_out[fault] += 1
                continue
            place = pathlib.Path(source.repository.replace("/", "+"), recording.path)
            target = self.folder / source.corpus / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            yield place.as_posix(), f"{seconds:.3f}", recording.said.text, recording.said.speaker

    def _repository(self, source):
        if self.mirrors:
            return mirrored(source.repository, source.commit, self.mirrors)
        return cloned(source.repository, source.commit, self.folder / ".git-cache")

    def _choose(self, found, left_out):
        """The recordings that nothing known before they are read leaves out."""
        for recording in found:
            if recording.hash in self._seen:
                left_out["duplicate"] += 1
            elif self.evaluation.holds(recording):
                left_out["evaluation"] += 1
            elif recording.said.unfit:
                left_out[recording.said.unfit] += 1
            else:
                yield recording
            self._seen.add(recording.hash)


def examine(content):
    """A recording's seconds, and the reason to leave it out or None."""
    if content is None:
        return 0, "absent"
    try:
        seconds = soundfile.info(io.BytesIO(content)).duration
    except soundfile.LibsndfileError:
        return 0, "unreadable"
    if seconds < SHORTEST:
        return seconds, "too short"
    return seconds, "too long" if seconds > LONGEST else None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="DEST")
    parser.add_argument("--mirrors", metavar="FOLDER", help="take OWNER+NAME/repo from here and clone nothing")
    parser.add_argument("--only", metavar="CORPUS", nargs="+")
    parser.add_argument("--exclude", metavar="TABLE.tsv", nargs="+", default=[], help="evaluation sets: path, seconds, text")
    parser.add_argument("--table", default=TABLE, help="the sources, instead of speech.tsv")
    options = parser.parse_args(arguments)
    sources = read_sources(options.table)
    if unknown := set(options.only or []) - {source.corpus for source in sources}:
        parser.error(f"no corpus {', '.join(sorted(unknown))} in {options.table}")
    assembly = Assembly(options.folder, options.mirrors, Evaluation(options.exclude))
    for corpus, rows in itertools.groupby(sources, lambda source: source.corpus):
        if not options.only or corpus in options.only:
            assembly.lay_out(corpus, rows)
    if assembly.missing:
        sys.exit(f"missing: {', '.join(assembly.missing)}")


if __name__ == "__main__":
    main()
