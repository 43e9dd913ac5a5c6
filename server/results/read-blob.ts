// Bytes that some serializer of Celery wrote, without a label that says which: JSON, a pickle of plain values, MessagePack
// or YAML, told apart by how they begin.
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import { readPickle } from "#lib/kombu/read-pickle.ts";
import { decodeUtf8 } from "#lib/kombu/text.ts";
import { bad, type Result } from "#lib/result.ts";
import { plainValue } from "#lib/results/plain-value.ts";
import { codecs } from "../codecs/codecs.ts";

const PICKLE = 0x80;
const MSGPACK_ARRAY_OR_MAP = /^application\/x-(msgpack|yaml)$/;

export function readBlob(bytes: Uint8Array): Result<unknown, "opaque"> {
  const text = decodeUtf8(bytes);
  const json = text === null ? null : parseExactJson(text);
  if (json?.ok === true) return json;
  // 0x80 is also an empty map of MessagePack, but that is one byte.
  if (bytes[0] === PICKLE && bytes.length > 1) {
    const pickle = readPickle(bytes);
    return pickle.ok
      ? plainValue(pickle.value)
      : bad("opaque", `a pickle that is not plain: ${pickle.detail}`);
  }
  for (const type of Object.keys(codecs.deserialize).filter((name) => MSGPACK_ARRAY_OR_MAP.test(name))) {
    try {
      const value = codecs.deserialize[type]?.(bytes);
      if (typeof value === "object" && value !== null) return plainValue(value);
    } catch {
      // Not that one.
    }
  }
  return bad("opaque", "neither JSON, pickle, MessagePack nor YAML");
}
