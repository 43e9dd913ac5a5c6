// MessagePack bodies. The library allocates as many slots as a header claims, so the claims are counted first:
// a few bytes must not reserve gigabytes.
import { decode } from "@msgpack/msgpack";
import { shrinkBigInts } from "./shrink-bigints.ts";

/** Throws when the bytes are not exactly one complete value. */
export function readMsgpack(bytes: Uint8Array): unknown {
  checkClaims(bytes);
  return shrinkBigInts(decode(bytes, { useBigInt64: true, mapKeyConverter: String }));
}

/** Bytes after the first one of a value with a fixed size, by first byte. */
const FIXED_SIZES: Readonly<Record<number, number>> = {
  192: 0, // nil
  194: 0, // false
  195: 0, // true
  202: 4, // float32
  203: 8, // float64
  204: 1, // uint8 …
  205: 2,
  206: 4,
  207: 8,
  208: 1, // int8 …
  209: 2,
  210: 4,
  211: 8,
  212: 2, // fixext1 …
  213: 3,
  214: 5,
  215: 9,
  216: 17,
};

/** Walks the headers only: every claimed element and byte must really be there. */
function checkClaims(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let values = 1;
  while (values > 0) {
    values -= 1;
    const [size, members] = measure(view, at);
    at += size;
    values += members;
    // Every value takes at least one byte.
    if (at + values > bytes.length) throw new Error("MessagePack ends too early");
  }
}

/** Size of the value's own bytes, and how many values follow inside it. */
function measure(view: DataView, at: number): readonly [size: number, members: number] {
  const head = view.getUint8(at);
  if (head <= 127 || head >= 224) return [1, 0]; // small integers
  if (head <= 143) return [1, (head & 15) * 2]; // fixmap
  if (head <= 159) return [1, head & 15]; // fixarray
  if (head <= 191) return [1 + (head & 31), 0]; // fixstr
  const fixed = FIXED_SIZES[head];
  if (fixed !== undefined) return [1 + fixed, 0];
  if (head >= 220) {
    const wide = head === 221 || head === 223;
    const count = wide ? view.getUint32(at + 1) : view.getUint16(at + 1);
    return [wide ? 5 : 3, head >= 222 ? count * 2 : count]; // array16/32, map16/32
  }
  if (head >= 217) return measureSized(view, at, 1 << (head - 217), 0); // str8/16/32
  if (head >= 199) return measureSized(view, at, 1 << (head - 199), 1); // ext8/16/32
  if (head >= 196) return measureSized(view, at, 1 << (head - 196), 0); // bin8/16/32
  throw new Error("MessagePack has no such type");
}

function measureSized(view: DataView, at: number, width: number, extra: number): readonly [number, number] {
  let length: number;
  if (width === 1) length = view.getUint8(at + 1);
  else length = width === 2 ? view.getUint16(at + 1) : view.getUint32(at + 1);
  return [1 + width + extra + length, 0];
}
