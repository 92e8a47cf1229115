"""Where speech comes from: the rows of speech.tsv, and the recordings and texts that one of them names."""

import dataclasses
import pathlib

from .repositories import Missing
from .transcripts import LAYOUTS, UNLISTED, Said, spelled

TABLE = pathlib.Path(__file__).parents[1] / "speech.tsv"


@dataclasses.dataclass(frozen=True)
class Source:
    """Recordings in one repository at one commit, and where in it their texts are."""

    corpus: str
    repository: str
    commit: str
    recordings: str
    layout: str
    texts: str
    licence: str


@dataclasses.dataclass(frozen=True)
class Recording:
    """A file in a repository and what is said in it, spelled in the network's alphabet."""

    path: str
    hash: str
    said: Said

    @property
    def name(self):
        return pathlib.PurePosixPath(self.path).stem


def read_sources(file):
    """The rows of a table of sources; lines that begin with # are comments."""
    lines = pathlib.Path(file).read_text(encoding="utf-8").splitlines()
    return [Source(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def recordings(source, repository):
    """The recordings of a source, in order of their paths."""
    files = repository.files()
    names = sorted(matching(files, source.recordings))
    if not names:
        raise Missing(f"{source.repository} has no recordings {source.recordings} at {source.commit}")
    said = LAYOUTS[source.layout](_texts(source, repository, files))
    unlisted = UNLISTED.get(source.layout, Said())
    found = (Recording(path, files[path], said.get(pathlib.PurePosixPath(path).stem, unlisted)) for path in names)
    return [dataclasses.replace(each, said=dataclasses.replace(each.said, text=spelled(each.said.text))) for each in found]


def _texts(source, repository, files):
    """The text files of a source, content by path."""
    paths = [] if source.texts == "-" else matching(files, source.texts)
    contents = list(repository.contents([files[path] for path in paths]))
    if None in contents or not paths and source.texts != "-":
        raise Missing(f"{source.repository} lacks texts {source.texts} at {source.commit}")
    return {path: content.decode("utf-8-sig", "replace") for path, content in zip(paths, contents)}


def matching(paths, pattern):
    """The paths whose end fits a pattern: ``*`` stands for a name or part of one, ``{a,b}`` for a or b."""
    patterns = _alternatives(pattern)
    return [path for path in paths if any(pathlib.PurePosixPath(path).match(each) for each in patterns)]


def _alternatives(pattern):
    head, brace, rest = pattern.partition("{")
    if not brace:
        return [pattern]
    inner, _, tail = rest.partition("}")
    return [head + each + end for each in inner.split(",") for end in _alternatives(tail)]
