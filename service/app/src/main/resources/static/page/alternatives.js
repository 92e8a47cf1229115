// What else each word may have been: the n best texts of a part, laid beside its words.

const MOST = 5;

/**
 * For each word what stands in its place in other texts, likeliest first.
 *
 * @param words the words of the best text
 * @param texts `[{text, score}]`, score a natural logarithm
 * @returns an array a word of `{text, share}`; `share` sums the probabilities of the texts that
 *     have it, of all texts given; a text that leaves the word out has "" in its place
 */
export function wordAlternatives(words, texts) {
  const found = words.map(() => new Map());
  if (words.length === 0) {
    return [];
  }
  const shares = probabilities(texts.map((each) => each.score));
  texts.forEach((each, index) => {
    const other = each.text.split(" ").filter(Boolean);
    differences(words, other).forEach(({ from, to, text }) => {
      for (let i = from; i < to; i++) {
        found[i].set(text, (found[i].get(text) ?? 0) + shares[index]);
      }
    });
  });
  return found.map((byText) =>
    [...byText].map(([text, share]) => ({ text, share }))
      .sort((a, b) => b.share - a.share).slice(0, MOST));
}

function probabilities(scores) {
  const best = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - best));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Where two texts differ: stretches `[from, to)` of `words` and the text that `other` has instead.
 */
function differences(words, other) {
  const stretches = [];
  let open = null;
  let last = -1;
  for (const [i, j] of alignment(words, other)) {
    if (i >= 0 && j >= 0 && words[i] === other[j]) {
      open = null;
    } else {
      if (!open) {
        open = { from: last + 1, to: last + 1, others: [] };
        stretches.push(open);
      }
      open.to = Math.max(open.to, i + 1);
      open.others.push(...(j >= 0 ? [other[j]] : []));
    }
    last = Math.max(last, i);
  }
  return stretches.flatMap((stretch) => replacements(stretch, words));
}

/**
 * As many words for as many stand for each other one by one. What was only put in belongs to the
 * word before it, at the beginning to the first.
 */
function replacements({ from, to, others }, words) {
  if (to - from === others.length) {
    return others.map((text, i) => ({ from: from + i, to: from + i + 1, text }));
  }
  if (to > from) {
    return [{ from, to, text: others.join(" ") }];
  }
  return from > 0
    ? [{ from: from - 1, to: from, text: [words[from - 1], ...others].join(" ") }]
    : [{ from: 0, to: 1, text: [...others, words[0]].join(" ") }];
}

/** Pairs of indices, −1 where one text has no partner: the alignment of least edit distance. */
function alignment(a, b) {
  const columns = b.length + 1;
  const cost = new Uint32Array((a.length + 1) * columns);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      cost[i * columns + j] = i === 0 ? j : j === 0 ? i : Math.min(
        cost[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
        cost[(i - 1) * columns + j] + 1,
        cost[i * columns + j - 1] + 1);
    }
  }
  const pairs = [];
  let i = a.length;
  let j = b.length;
  while (i > 0 || j > 0) {
    const here = cost[i * columns + j];
    if (i > 0 && j > 0
      && here === cost[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)) {
      pairs.push([--i, --j]);
    } else if (i > 0 && here === cost[(i - 1) * columns + j] + 1) {
      pairs.push([--i, -1]);
    } else {
      pairs.push([-1, --j]);
    }
  }
  return pairs.reverse();
}
