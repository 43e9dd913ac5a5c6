// Finds whether, and where, a text holds one of a few hundred short words, at about a nanosecond a character: every text of
// every event is looked through. A regular expression of so many words takes ten times as long.

/** Letters by their place in the alphabet, digits and marks apart as far as the words need it; everything else is 0. */
const CODES = new Uint8Array(128);
for (let i = 0; i < 26; i += 1) CODES[65 + i] = CODES[97 + i] = i + 1;
for (let i = 48; i < 58; i += 1) CODES[i] = 27;
for (const [mark, code] of Object.entries({ _: 28, ":": 29, "-": 30, "/": 31 }))
  CODES[mark.charCodeAt(0)] = code;

export class Stems {
  /** By two characters as they are: 1 when a word may have them as its first two, or as its second and third. */
  readonly #pairs = new Uint8Array(128 ** 2);
  /** By the codes of three characters: 1 when a word begins so. */
  readonly #heads = new Uint8Array(32 ** 3);
  readonly #words = new Map<number, string[]>();

  /** Words of three characters or more: one with capitals is found as it is written, the others in any case. */
  constructor(words: readonly string[]) {
    for (const word of words) {
      for (const at of [0, 1]) this.#notePair(word, at);
      const head = headAt(word, 0);
      this.#heads[head] = 1;
      this.#words.set(head, [...(this.#words.get(head) ?? []), word]);
    }
  }

  /** Where the next word begins, -1 when there is none. */
  find(text: string, from: number): number {
    const pairs = this.#pairs;
    const heads = this.#heads;
    const last = text.length - 1;
    // Of the two pairs of a word, one begins at every second place.
    for (let i = from; i < last; i += 2) {
      if (pairs[((text.charCodeAt(i) & 127) << 7) | (text.charCodeAt(i + 1) & 127)] === 0) continue;
      if (i > from && heads[headAt(text, i - 1)] !== 0 && this.#begins(text, i - 1)) return i - 1;
      if (heads[headAt(text, i)] !== 0 && this.#begins(text, i)) return i;
    }
    return -1;
  }

  #notePair(word: string, at: number): void {
    const isExact = word !== word.toLowerCase();
    const spelled = (letter: string) => (isExact ? [letter] : [letter, letter.toUpperCase()]);
    for (const one of spelled(word.charAt(at))) {
      for (const other of spelled(word.charAt(at + 1))) {
        this.#pairs[(one.charCodeAt(0) << 7) | other.charCodeAt(0)] = 1;
      }
    }
  }

  #begins(text: string, at: number): boolean {
    for (const word of this.#words.get(headAt(text, at)) ?? []) {
      const found = text.slice(at, at + word.length);
      if (found === word || found.toLowerCase() === word) return true;
    }
    return false;
  }
}

function headAt(text: string, at: number): number {
  const first = codeOf(text.charCodeAt(at)) << 10;
  return first | (codeOf(text.charCodeAt(at + 1)) << 5) | codeOf(text.charCodeAt(at + 2));
}

/** 0 for what is beyond the end of a text (NaN) as well. */
function codeOf(unit: number): number {
  return CODES[unit & 127] as number; // the index is within
}
