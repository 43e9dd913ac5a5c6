// Seeded randomness of the demo cluster (sfc32): the same seed gives the same run, byte for byte.
// Nothing in server/demo may take randomness or time from anywhere else.

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number) {
    this.#a = seed >>> 0;
    this.#b = (seed / 0x1_0000_0000) >>> 0;
    this.#c = 0x9e37_79b9;
    for (let i = 0; i < 15; i += 1) this.#word();
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.#word() / 0x1_0000_0000;
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** Whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  /** Time to the next arrival of a Poisson stream. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** Run times of real tasks are skewed: most near the median, some far above. */
  lognormal(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.next()));
  }

  /** `digits` hexadecimal digits. */
  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += this.#word().toString(16).padStart(8, "0");
    return text.slice(0, digits);
  }

  /** A version 4 uuid. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = (8 + (Number.parseInt(hex.charAt(16), 16) & 3)).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
