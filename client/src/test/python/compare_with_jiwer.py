"""Scores the shared recordings' transcripts by the client's `evaluate` and by jiwer, and compares.

    pip install jiwer
    python client/src/test/python/compare_with_jiwer.py client/target/quartzite-client.jar ../shared

Each set is scored twice: with the transcripts as they are, and with words dropped, doubled and
exchanged at random, so that every kind of error occurs often. Exits with 1 where a rate differs by
more than 0.01 points.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

import jiwer

TOLERANCE = 0.01


def garbled(text, chance):
    words = []
    for word in text.split():
        fate = chance.random()
        if fate < 0.1:
            continue
        words.append(word[::-1] if fate < 0.2 else word)
        if fate > 0.9:
            words.append(word)
    return " ".join(words)


def evaluate(jar, table, hypotheses, folder):
    manifest = folder / "manifest.jsonl"
    manifest.write_text("".join(
        json.dumps({"file": name + ".flac", "status": "done", "text": text}) + "\n"
        for name, text in hypotheses.items()))
    report = subprocess.run(
        ["java", "-jar", jar, "evaluate", "--manifest", manifest, "--references", table,
         "--normalization=none", "--json"],
        check=True, capture_output=True, text=True).stdout
    return json.loads(report)


def compare(label, references, hypotheses, report):
    worst = 0
    words = jiwer.process_words(list(references.values()), list(hypotheses.values()))
    characters = jiwer.process_characters(list(references.values()), list(hypotheses.values()))
    for unit, theirs, ours in (("words", words.wer, report["words"]),
                               ("characters", characters.cer, report["characters"])):
        difference = abs(100 * theirs - 100 * ours["rate"])
        worst = max(worst, difference)
        print(f"{label:44} {unit:10} jiwer {100 * theirs:8.4f}  evaluate {100 * ours['rate']:8.4f}"
              f"  difference {difference:.6f}")
    return worst


def main(jar, shared):
    worst = 0
    tables = sorted(pathlib.Path(shared, "speech").glob("*.tsv"))
    for table in tables:
        rows = [line.split("\t") for line in table.read_text().splitlines()]
        references = {row[0]: row[2] for row in rows}
        chance = random.Random(8)
        for label, texts in (
                (table.stem, {row[0]: row[3] for row in rows}),
                (table.stem + ", garbled", {row[0]: garbled(row[3], chance) for row in rows})):
            with tempfile.TemporaryDirectory() as folder:
                report = evaluate(jar, table, texts, pathlib.Path(folder))
            assert report["utterances"] == len(rows), report["utterances"]
            worst = max(worst, compare(label, references, texts, report))
    print(f"{len(tables)} sets, largest difference {worst:.6f} points")
    return 0 if tables and worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
