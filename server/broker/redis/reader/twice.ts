// With Sentinel events are heard in two spellings of their channel, and a cluster on its way from an old kombu says each of
// them in both (`sentinel_fanout_compat`): the same envelope, with the same delivery tag. It counts once.
const TAG_CHARS = 36;
/** kombu writes the tag last: `"delivery_tag": "…"}}`. */
const AFTER_TAG = 3;
const TAG = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Both are said within milliseconds. */
const REMEMBERED = 10_000;

export class Twice {
  #recent = new Set<string>();
  #older = new Set<string>();

  /** Whether a message with this tag was there a moment ago. Without a tag it is never the same as another. */
  isAgain(bytes: Uint8Array, start: number, end: number): boolean {
    const from = end - AFTER_TAG - TAG_CHARS;
    if (from < start) return false;
    const tag = Buffer.from(bytes.buffer, bytes.byteOffset + from, TAG_CHARS).toString("latin1");
    if (!TAG.test(tag)) return false;
    if (this.#recent.has(tag) || this.#older.has(tag)) return true;
    if (this.#recent.size >= REMEMBERED) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(tag);
    return false;
  }
}
