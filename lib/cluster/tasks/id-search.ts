// Finds a piece of a uuid among ids held as bytes: the piece at each of its possible places as masks of the four words.

/** Where the dashes of a uuid are. */
const DASHES: ReadonlySet<number> = new Set([8, 13, 18, 23]);
const LENGTH = 36;

/** Whether the id that begins at this word contains the piece; null when no usual id can. */
export function idSearch(piece: string): ((words: Uint32Array, at: number) => boolean) | null {
  const wanted = piece.toLowerCase();
  const masks: number[] = [];
  const values: number[] = [];
  for (let place = 0; place + wanted.length <= LENGTH; place += 1) {
    const found = at(wanted, place);
    if (found === null) continue;
    masks.push(...found.mask);
    values.push(...found.value);
  }
  if (masks.length === 0) return null;
  return tester(Int32Array.from(masks), Int32Array.from(values));
}

function tester(mask: Int32Array, value: Int32Array): (words: Uint32Array, at: number) => boolean {
  return (words, from) => {
    const a = words[from] ?? 0;
    const b = words[from + 1] ?? 0;
    const c = words[from + 2] ?? 0;
    const d = words[from + 3] ?? 0;
    for (let at = 0; at < mask.length; at += 4) {
      if (
        (a & (mask[at] ?? 0)) === value[at] &&
        (b & (mask[at + 1] ?? 0)) === value[at + 1] &&
        (c & (mask[at + 2] ?? 0)) === value[at + 2] &&
        (d & (mask[at + 3] ?? 0)) === value[at + 3]
      )
        return true;
    }
    return false;
  };
}

/** The piece at this place of an id; null when it cannot be there. */
function at(piece: string, place: number): { mask: Int32Array; value: Int32Array } | null {
  const mask = new Int32Array(4);
  const value = new Int32Array(4);
  for (let index = 0; index < piece.length; index += 1) {
    const where = place + index;
    const sign = piece.charAt(index);
    if (DASHES.has(where) !== (sign === "-")) return null;
    if (sign === "-") continue;
    const digit = "0123456789abcdef".indexOf(sign);
    if (digit < 0) return null;
    const number = where - [...DASHES].filter((dash) => dash < where).length;
    const shift = 28 - (number % 8) * 4;
    mask[number >> 3] = (mask[number >> 3] ?? 0) | (15 << shift);
    value[number >> 3] = (value[number >> 3] ?? 0) | (digit << shift);
  }
  return { mask, value };
}
