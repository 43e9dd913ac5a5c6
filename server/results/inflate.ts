// Results that Celery 5.7 compressed before it stored them (`result_compression`): a mark, the compression, a zero byte and
// the body. What is no such result is left as it is.
import { decompress } from "#lib/kombu/compression.ts";
import { DECODE_LIMITS } from "#lib/kombu/limits.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { codecs } from "../codecs/codecs.ts";

const MARK = Buffer.from("\0celery-compressed\0", "latin1");
const MAX_NAME = 64;

/** Bounded: what would inflate to more than a message may hold is not read. */
export function inflate(bytes: Uint8Array): Result<Uint8Array, "opaque"> {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!stored.subarray(0, MARK.length).equals(MARK)) return ok(bytes);
  const end = stored.indexOf(0, MARK.length);
  if (end < 0 || end - MARK.length > MAX_NAME) return bad("opaque", "it names no compression");
  const name = stored.toString("latin1", MARK.length, end);
  const inflated = decompress(stored.subarray(end + 1), name, codecs, DECODE_LIMITS.maxBodyBytes);
  return inflated.ok ? inflated : bad("opaque", `it is compressed (${name}): ${inflated.detail}`);
}
