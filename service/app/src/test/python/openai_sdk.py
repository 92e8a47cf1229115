"""OpenAI's Python SDK against a running service: nothing but the base URL is changed.

Needs QUARTZITE_URL and QUARTZITE_SAMPLES, a model directory with selftest.tsv.
"""

import io
import os
import pathlib
import unittest

import openai
import srt
import webvtt

URL = os.environ["QUARTZITE_URL"]
SAMPLES = pathlib.Path(os.environ["QUARTZITE_SAMPLES"])
NAME, TEXT = (SAMPLES / "selftest.tsv").read_text().splitlines()[0].split("\t")


class OpenAiSdk(unittest.TestCase):
    def setUp(self):
        self.client = openai.OpenAI(base_url=URL + "/v1", api_key="any", max_retries=0)
        self.addCleanup(self.client.close)

    def transcribe(self, **fields):
        fields = {"model": "whisper-1"} | fields
        with open(SAMPLES / NAME, "rb") as recording:
            return self.client.audio.transcriptions.create(file=recording, **fields)

    def test_json(self):
        answer = self.transcribe(include=["logprobs"], language="en", temperature=0)
        self.assertEqual(answer.text, TEXT)
        self.assertEqual("".join(entry.token for entry in answer.logprobs), TEXT)
        self.assertEqual(answer.usage.type, "duration")

    def test_models_of_openai(self):
        for model in ("gpt-4o-transcribe", "gpt-4o-mini-transcribe"):
            self.assertEqual(self.transcribe(model=model).text, TEXT)

    def test_text(self):
        self.assertEqual(self.transcribe(response_format="text"), TEXT + "\n")

    def test_verbose_json(self):
        answer = self.transcribe(
            response_format="verbose_json", timestamp_granularities=["word", "segment"]
        )
        self.assertEqual(answer.language, "english")
        self.assertEqual(" ".join(word.word for word in answer.words), TEXT)
        self.assertEqual(" ".join(segment.text for segment in answer.segments), TEXT)
        self.assertLessEqual(answer.words[-1].end, answer.duration)

    def test_srt(self):
        cues = list(srt.parse(self.transcribe(response_format="srt"), ignore_errors=False))
        self.assertEqual(" ".join(cue.content.replace("\n", " ") for cue in cues), TEXT)
        self.assertTrue(all(cue.start < cue.end for cue in cues))

    def test_vtt(self):
        cues = webvtt.from_string(self.transcribe(response_format="vtt")).captions
        self.assertEqual(" ".join(cue.text.replace("\n", " ") for cue in cues), TEXT)
        self.assertTrue(all(cue.start_in_seconds < cue.end_in_seconds for cue in cues))

    def test_stream(self):
        events = list(self.transcribe(stream=True))
        deltas = [event.delta for event in events if event.type == "transcript.text.delta"]
        self.assertEqual("".join(deltas), TEXT)
        self.assertEqual(events[-1].type, "transcript.text.done")
        self.assertEqual(events[-1].text, TEXT)

    def test_models(self):
        ids = [model.id for model in self.client.models.list()]
        self.assertIn(self.client.models.retrieve("whisper-1").id, ids)

    def test_errors_are_the_sdks_own(self):
        with self.assertRaises(openai.NotFoundError) as missing:
            self.transcribe(model="whisper-9")
        self.assertEqual(missing.exception.code, "model_not_found")
        with self.assertRaises(openai.BadRequestError) as bad:
            self.transcribe(language="tlh")
        self.assertEqual(bad.exception.param, "language")
        with self.assertRaises(openai.APIStatusError) as noise:
            self.client.audio.transcriptions.create(
                file=("noise.wav", io.BytesIO(b"noise")), model="whisper-1"
            )
        self.assertEqual(noise.exception.status_code, 415)


if __name__ == "__main__":
    unittest.main()
