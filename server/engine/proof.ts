// Until when the silence of a worker means something: the broker has answered a question put to it then, and what it had
// delivered by the time of that answer has been decoded. A broker that stalls, and a flood that is not read yet, look
// like dead workers otherwise.

export class Proof {
  #provenAt = Number.NEGATIVE_INFINITY;
  #asked: { readonly at: number; readonly messages: number } | null = null;

  /** `aliveAt` as the broker tells it; how many messages were delivered and decoded so far. Answers the proven time. */
  look(aliveAt: number, delivered: number, decoded: number): number {
    if (this.#asked === null && aliveAt > this.#provenAt) this.#asked = { at: aliveAt, messages: delivered };
    if (this.#asked !== null && decoded >= this.#asked.messages) {
      this.#provenAt = this.#asked.at;
      this.#asked = null;
    }
    return this.#provenAt;
  }
}
