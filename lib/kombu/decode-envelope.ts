// The JSON envelope of every message on Redis (docs/protocol/redis.md A3). AMQP brings its messages already split.
// Never throws; what is not an envelope is refused with a reason.
import { bad, ok, type Result } from "../result.ts";
import { decodeBase64 } from "./base64.ts";
import { DECODE_LIMITS, type DecodeLimits } from "./limits.ts";
import type { KombuMessage, MalformedReason } from "./message.ts";
import { isRecord } from "./object.ts";
import { parseJson } from "./parse-json.ts";
import { decodeUtf8, encodeUtf8, quote } from "./text.ts";

/** Reads an envelope. The body is undone from base64 only: see decodeBody for the rest. */
export function decodeEnvelope(
  envelope: Uint8Array | string,
  limits: DecodeLimits = DECODE_LIMITS,
): Result<KombuMessage, MalformedReason> {
  if (envelope.length > limits.maxMessageBytes) {
    return bad("too-large", `${envelope.length} bytes, more than ${limits.maxMessageBytes}`);
  }
  const text = typeof envelope === "string" ? envelope : decodeUtf8(envelope);
  if (text === null) return bad("envelope", "not valid UTF-8");
  const parsed = parseJson(text, limits.maxDepth);
  if (!parsed.ok) return parsed.reason === "body" ? bad("envelope", parsed.detail) : parsed;
  return isRecord(parsed.value) ? readEnvelope(parsed.value) : bad("envelope", "not a JSON object");
}

function readEnvelope(envelope: Record<string, unknown>): Result<KombuMessage, MalformedReason> {
  const properties = envelope.properties;
  if (!isRecord(properties)) return bad("envelope", "no properties");
  const headers = envelope.headers ?? {};
  if (!isRecord(headers)) return bad("envelope", "headers are not an object");
  const contentType = envelope["content-type"] ?? "";
  const contentEncoding = envelope["content-encoding"] ?? "utf-8";
  if (typeof contentType !== "string" || typeof contentEncoding !== "string") {
    return bad("envelope", "content type or encoding is not text");
  }
  const body = readBody(envelope.body, properties.body_encoding);
  return body.ok ? ok({ headers, properties, contentType, contentEncoding, body: body.value }) : body;
}

function readBody(body: unknown, encoding: unknown): Result<Uint8Array, "envelope" | "encoding"> {
  if (typeof body !== "string") return bad("envelope", "no body");
  if (encoding === "base64") {
    const bytes = decodeBase64(body);
    return bytes === null ? bad("encoding", "the body is not base64") : ok(bytes);
  }
  const plain = encoding === undefined || encoding === null || encoding === "utf-8" || encoding === "utf8";
  return plain ? ok(encodeUtf8(body)) : bad("encoding", `unknown body encoding ${quote(String(encoding))}`);
}
