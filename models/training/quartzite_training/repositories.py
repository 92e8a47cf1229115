"""Git repositories at a fixed commit, read straight from git's objects: no work tree, and what is absent is only told."""

import dataclasses
import os
import pathlib
import subprocess


class Missing(Exception):
    """A repository, commit or file that was asked for is not there; the message says which and where."""


@dataclasses.dataclass(frozen=True)
class Repository:
    """One commit of a git repository on this machine."""

    folder: pathlib.Path
    commit: str
    partial: bool = False
    """Whether contents are still at the remote until they are read."""

    def files(self):
        """The git hash of each file's content, by path."""
        listing = self._git("ls-tree", "-r", "-z", self.commit).split(b"\0")[:-1]
        entries = (entry.split(b"\t", 1) for entry in listing)
        return {os.fsdecode(path): about.split()[2].decode() for about, path in entries}

    def contents(self, hashes):
        """The bytes of each content in turn, None for one that the repository lacks."""
        if self.partial:
            self._bring(hashes)
        command = ["git", "--git-dir", self.folder, "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
            for name in hashes:
                reader.stdin.write(f"{name}\n".encode())
                reader.stdin.flush()
                about = reader.stdout.readline().split()
                if not about:
                    raise Missing(f"{self.folder} cannot give {name}")
                if about[1] == b"missing":
                    yield None
                else:
                    yield reader.stdout.read(int(about[2]))
                    reader.stdout.read(1)

    def has_commit(self):
        try:
            return bool(self._git("rev-parse", "--verify", "--quiet", f"{self.commit}^{{tree}}"))
        except Missing:
            return False

    def _bring(self, hashes):
        """Fetches what is not here yet in one request; git by itself would make one a file."""
        tree = self._git("rev-list", "--objects", "--missing=print", "--no-object-names", f"{self.commit}^{{tree}}")
        absent = {line[1:] for line in tree.decode().splitlines() if line.startswith("?")}
        wanted = sorted(absent.intersection(hashes))
        if wanted:
            quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no"]
            asking = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", *quiet, "--filter=blob:none", "--stdin", "origin"]
            self._git(*asking, given="".join(f"{name}\n" for name in wanted))

    def _git(self, *arguments, given=""):
        return git("--git-dir", self.folder, *arguments, given=given)


def mirrored(name, commit, mirrors):
    """OWNER/NAME at a commit from a folder of mirrors, each in OWNER+NAME/repo or OWNER+NAME/repo/.git."""
    place = pathlib.Path(mirrors) / name.replace("/", "+") / "repo"
    if not place.is_dir():
        raise Missing(f"no mirror of {name} at {place}")
    return _at(commit, Repository(place / ".git" if (place / ".git").exists() else place, commit), name)


def cloned(name, commit, cache):
    """OWNER/NAME at a commit from GitHub: history and file names at once, contents when they are read."""
    place = pathlib.Path(cache) / name.replace("/", "+")
    if not place.is_dir():
        git("clone", "--quiet", "--filter=blob:none", "--no-checkout", f"https://github.com/{name}", place)
    return _at(commit, Repository(place / ".git", commit, partial=True), name)


def _at(commit, repository, name):
    if not repository.has_commit():
        raise Missing(f"{name} has no commit {commit}; its history may have been rewritten")
    return repository


def git(*arguments, given=""):
    """What a git command prints."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(["git", *arguments], input=given.encode(), capture_output=True, env=environment)
    if done.returncode:
        raise Missing(f"git {' '.join(map(str, arguments[:4]))} …: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
