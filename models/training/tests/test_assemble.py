"""Speech from small git repositories, one a layout, laid out as the real ones are."""

import hashlib
import io
import os
import subprocess

import numpy as np
import pytest
import soundfile

from quartzite_training.assemble import main
from quartzite_training.corpus import read
from quartzite_training.sources import TABLE, matching, read_sources

IDENTITY = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

LAYOUTS = {
    "librispeech": ({"19/198/19-198-0000.flac": "", "19/198/19-198.trans.txt": "19-198-0000 THE TEXT\n"}, "*.trans.txt", "19"),
    "ljspeech": ({"wavs/LJ1.wav": "", "metadata.csv": "LJ1|The 2xt|The text."}, "metadata.csv", ""),
    "sphinx": ({"an1-fash-b.wav": "", "etc/t.transcription": "<s> THE TEXT </s> (an1-fash-b)\n"}, "etc/t.transcription", "fash"),
    "beside": ({"data/a.wav": "", "data/a.txt": "The text,\n"}, "data/*.txt", ""),
    "common-voice": ({"clips/cv_1.wav": "", "v.tsv": 'client_id\tpath\tsentence\nme\tcv_1.mp3\tThe "text"\n'}, "v.tsv", "me"),
}


def sound(seconds, of="tone"):
    """A recording whose content depends on its name and length only."""
    seed = int.from_bytes(hashlib.sha256(of.encode()).digest()[:4], "big")
    file = io.BytesIO()
    soundfile.write(file, 0.1 * np.random.default_rng(seed).standard_normal(int(seconds * 8000)), 8000, format="WAV")
    return file.getvalue()


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


class Place:
    """A folder of mirrors, a table of sources, and what came of them."""

    def __init__(self, folder):
        self.folder, self.rows = folder, []

    def git(self, repository, *arguments):
        command = ["git", "-C", self.folder / "mirrors" / repository.replace("/", "+") / "repo", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **IDENTITY, **PLAIN}).stdout

    def source(self, corpus, files, layout="-", texts="-", recordings="*.{wav,flac}", repository=None):
        """A repository of these files, committed, and its row of the table; an empty recording is made up."""
        repository = repository or f"owner/{corpus}-{len(self.rows)}"
        root = self.folder / "mirrors" / repository.replace("/", "+") / "repo"
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            made = sound(1, path) if path.endswith((".wav", ".flac")) else content.encode()
            (root / path).write_bytes(content if isinstance(content, bytes) else made)
        self.git(repository, "init", "--quiet")
        self.git(repository, "add", ".")
        self.git(repository, "commit", "--quiet", "-m", "speech")
        self.row(corpus, repository, self.git(repository, "rev-parse", "HEAD").strip(), recordings, layout, texts)
        return repository

    def row(self, corpus, repository, commit, recordings="*.wav", layout="-", texts="-"):
        self.rows.append("\t".join((corpus, repository, commit, recordings, layout, texts, "none")))

    def assemble(self, *more, mirrors=True):
        (self.folder / "speech.tsv").write_text("# a comment\n" + "\n".join(self.rows))
        where = ["--mirrors", str(self.folder / "mirrors")] if mirrors else []
        main([str(self.folder / "speech"), "--table", str(self.folder / "speech.tsv"), *where, *more])

    def lines(self, corpus):
        """A manifest by the recordings' names: seconds, text and speaker."""
        file = self.folder / "speech" / corpus / "manifest.tsv"
        lines = [line.split("\t") for line in file.read_text().splitlines()] if file.exists() else []
        return {path.split("/")[-1]: tuple(rest) for path, *rest in lines}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layouts_texts_are_read_and_spelled(place, layout):
    files, texts, speaker = LAYOUTS[layout]
    place.source("corpus", files, layout, texts)
    place.assemble()
    assert list(place.lines("corpus").values()) == [("1.000", "the text", speaker)]
    (utterance,) = read(place.folder / "speech" / "corpus" / "manifest.tsv")
    assert utterance.path.is_file() and utterance.text == "the text"


def test_speakers_who_are_not_known_to_be_adults_are_left_out(place, capsys):
    lists = {"text": "u1\tYES\nu2\tNO\n", "utt2spk": "u1 s1\nu2 s2\n", "spk2age": "s1\t18\ns2\t17\n"}
    recordings = {f"wave/{name}.wav": "" for name in ("u1", "u2", "u3")}
    files = {**recordings, **{f"train/{name}": content for name, content in lists.items()}}
    place.source("corpus", files, "kaldi", "train/{text,utt2spk,spk2age}")
    place.assemble()
    assert place.lines("corpus") == {"u1.wav": ("1.000", "yes", "s1")}
    assert "left out: 1 children, 1 of unknown age" in capsys.readouterr().out


def test_a_recording_without_a_text_or_with_one_that_cannot_be_spelled_keeps_an_empty_text(place):
    files = {"a.wav": "", "b.wav": "", "c.wav": "", "v.csv": "filename,text\na.mp3,One\nb.mp3,In 1984\n"}
    place.source("corpus", files, "common-voice", "v.csv")
    place.assemble()
    assert [text for _, text, _ in place.lines("corpus").values()] == ["one", "", ""]


def test_a_content_is_laid_out_once_whatever_it_is_called(place, capsys):
    place.source("first", {"a.wav": sound(1), "b.wav": sound(1)})
    place.source("second", {"c.wav": sound(1), "d.wav": sound(1, "another")})
    place.assemble()
    assert list(place.lines("first")) == ["a.wav"]
    assert list(place.lines("second")) == ["d.wav"]
    assert capsys.readouterr().out.count("left out: 1 duplicate") == 2


def test_recordings_of_the_evaluation_sets_are_left_out_by_name_and_by_text(place, capsys):
    table = place.folder / "evaluation.tsv"
    table.write_text("clips/a.flac\t1.0\tSay this!\tmore\n")
    texts = "filename,text\nb.mp3,say this\nc.mp3,say that\n"
    place.source("corpus", {"a.wav": "", "b.wav": "", "c.wav": "", "d.wav": "", "v.csv": texts}, "common-voice", "v.csv")
    place.assemble("--exclude", str(table))
    assert list(place.lines("corpus")) == ["c.wav", "d.wav"]
    assert "left out: 2 evaluation" in capsys.readouterr().out


def test_what_is_too_short_too_long_or_unreadable_is_left_out(place, capsys):
    lengths = {"a.wav": sound(0.79), "b.wav": sound(0.8), "c.wav": sound(35), "d.wav": sound(35.1)}
    place.source("corpus", {**lengths, "e.wav": b"version https://git-lfs.github.com/spec/v1"})
    place.assemble()
    assert list(place.lines("corpus")) == ["b.wav", "c.wav"]
    said = capsys.readouterr().out
    assert "2 files, 0.01 hours, 0 texts; left out: 1 too long, 1 too short, 1 unreadable" in said


def test_a_file_that_a_mirror_lacks_is_told_and_the_others_are_laid_out(place, capsys):
    repository = place.source("corpus", {"a.wav": sound(1), "b.wav": sound(2)})
    lacking = place.git(repository, "rev-parse", "HEAD:b.wav").strip()
    (place.folder / "mirrors" / "owner+corpus-0" / "repo" / ".git" / "objects" / lacking[:2] / lacking[2:]).unlink()
    place.assemble()
    assert list(place.lines("corpus")) == ["a.wav"]
    assert "left out: 1 absent" in capsys.readouterr().out


def test_a_missing_repository_commit_or_text_is_named_and_the_others_are_laid_out(place, capsys):
    place.row("gone", "owner/gone", "0" * 40)
    known = place.source("here", {"a.wav": ""})
    place.row("rewritten", known, "1" * 40)
    place.source("textless", {"b.wav": ""}, "beside", "*.txt")
    place.source("empty", {"README": "none"})
    place.source("there", {"c.wav": ""})
    with pytest.raises(SystemExit) as exit:
        place.assemble()
    named = ["owner/gone (gone)", "owner/here-1 (rewritten)", "owner/textless-3 (textless)", "owner/empty-4 (empty)"]
    assert exit.value.code == f"missing: {', '.join(named)}"
    assert "has no commit 1111" in capsys.readouterr().err
    assert place.lines("here") and place.lines("there")


def test_only_the_named_corpora_are_laid_out(place):
    place.source("first", {"a.wav": ""})
    place.source("second", {"b.wav": ""})
    place.assemble("--only", "second")
    assert not place.lines("first") and place.lines("second")


def test_a_clone_brings_only_the_contents_that_are_wanted_and_all_at_once(place, monkeypatch):
    files = {"a.wav": "", "b.wav": "", "c.wav": "", "d.bin": "large", "t.csv": "a|x|said"}
    repository = place.source("corpus", files, "ljspeech", "t.csv")
    for key in ("allowFilter", "allowAnySHA1InWant"):
        place.git(repository, "config", f"uploadpack.{key}", "true")
    (place.folder / "mirrors" / "owner").mkdir()
    (place.folder / "mirrors" / "owner+corpus-0" / "repo").rename(place.folder / "mirrors" / repository)
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.file://{place.folder}/mirrors/.insteadOf"}
    for key, value in {**PLAIN, **settings, "GIT_CONFIG_VALUE_0": "https://github.com/"}.items():
        monkeypatch.setenv(key, value)
    place.assemble(mirrors=False)
    assert place.lines("corpus") == {"a.wav": ("1.000", "said", ""), "b.wav": ("1.000", "", ""), "c.wav": ("1.000", "", "")}
    clone = place.folder / "speech" / ".git-cache" / "owner+corpus-0" / ".git"
    absent = subprocess.run(["git", "--git-dir", clone, "rev-list", "--objects", "--all", "--missing=print"], capture_output=True)
    assert absent.stdout.count(b"?") == 1
    history, texts, recordings = (clone / "objects" / "pack").glob("*.promisor")


def test_a_pattern_fits_the_end_of_a_path():
    paths = ["en/1_a/mp3/1.mp3", "en/2_b/mp3/1.mp3", "en/3_c/mp3/1.mp3", "en/1_a/ogg/1.ogg"]
    assert matching(paths, "{1,2}_*/{mp3,flac}/*.mp3") == paths[:2]


def test_the_table_names_each_source_once_at_a_full_commit_with_its_licence():
    sources = read_sources(TABLE)
    assert len({(source.repository, source.recordings) for source in sources}) == len(sources)
    assert all(len(source.commit) == 40 and source.licence for source in sources)
    corpora = [source.corpus for source in sources]
    assert corpora == sorted(corpora, key=corpora.index)
