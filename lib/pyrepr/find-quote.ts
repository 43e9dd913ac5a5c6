// Where a quoted text ends. Celery writes `\'` for a quote but leaves backslashes alone, so that 'C:\dir\' and
// 'it\'s' look alike: a quote ends the text only before a delimiter, and an escaped one only if no other does.

const AFTER = new Set([",", ")", "]", "}", ":", undefined]);

export class QuoteFinder {
  readonly #text: string;
  /** From here on no plain closing quote exists; per quote character. Keeps the search linear. */
  readonly #noneFrom = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Index of the closing quote of the text that starts at `from`, or -1 when it is cut off. */
  find(from: number, quote: string): number {
    const plain = this.#findPlain(from, quote);
    return plain >= 0 ? plain : this.#findEscaped(from, quote);
  }

  #findPlain(from: number, quote: string): number {
    if (from >= (this.#noneFrom.get(quote) ?? Number.POSITIVE_INFINITY)) return -1;
    let escaped = false;
    for (let i = from; i < this.#text.length; i++) {
      const char = this.#text[i];
      if (char === "\\") escaped = !escaped;
      else {
        if (char === quote && !escaped && AFTER.has(this.#text[i + 1])) return i;
        escaped = false;
      }
    }
    this.#noneFrom.set(quote, from);
    return -1;
  }

  #findEscaped(from: number, quote: string): number {
    for (let i = this.#text.indexOf(quote, from); i >= 0; i = this.#text.indexOf(quote, i + 1)) {
      if (AFTER.has(this.#text[i + 1])) return i;
    }
    return -1;
  }
}
