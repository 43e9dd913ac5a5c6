// From the bytes of a message to its value: decompression, then the deserializer its content type names.
// Never throws, never runs foreign code: pickles are read by our own reader of plain containers.
import { bad, ok, type Result } from "../result.ts";
import { decompress } from "./compression.ts";
import { DECODE_LIMITS, type DecodeLimits } from "./limits.ts";
import type { Codecs, KombuMessage, MalformedReason } from "./message.ts";
import { ownValue } from "./object.ts";
import { parseJson } from "./parse-json.ts";
import { readPickle } from "./read-pickle.ts";
import { decodeText, decodeUtf8, errorText, quote } from "./text.ts";

/**
 * The deserialized body. Integers beyond 2^53 are bigint, bytes are Uint8Array, kombu's `__type__` objects are
 * left as sent; `toJson` makes all of it plain.
 */
export function decodeBody(
  message: KombuMessage,
  codecs: Codecs,
  limits: DecodeLimits = DECODE_LIMITS,
): Result<unknown, MalformedReason> {
  if (message.body.length > limits.maxMessageBytes) {
    return bad("too-large", `${message.body.length} bytes, more than ${limits.maxMessageBytes}`);
  }
  const inflated = decompress(message.body, message.headers.compression, codecs, limits.maxBodyBytes);
  return inflated.ok ? deserialize(inflated.value, message, codecs, limits) : inflated;
}

function deserialize(
  bytes: Uint8Array,
  message: KombuMessage,
  codecs: Codecs,
  limits: DecodeLimits,
): Result<unknown, MalformedReason> {
  const contentType = mediaType(message.contentType);
  switch (contentType) {
    case "application/json": {
      const text = decodeText(bytes, message.contentEncoding);
      if (text.ok) return parseJson(text.value, limits.maxDepth);
      // kombu reads JSON as UTF-8 whatever encoding is named.
      const utf8 = text.reason === "encoding" ? decodeUtf8(bytes) : null;
      return utf8 === null ? text : parseJson(utf8, limits.maxDepth);
    }
    case "text/plain":
      return decodeText(bytes, message.contentEncoding);
    case "application/data":
      return ok(bytes);
    case "application/x-python-serialize":
      return deserializePickle(bytes);
    default:
      return deserializeForeign(bytes, contentType, codecs, limits);
  }
}

function deserializePickle(bytes: Uint8Array): Result<unknown, "body" | "too-large"> {
  const value = readPickle(bytes);
  if (value.ok) return value;
  return bad(value.reason === "too-large" ? "too-large" : "body", `${value.reason} pickle: ${value.detail}`);
}

function deserializeForeign(
  bytes: Uint8Array,
  contentType: string,
  codecs: Codecs,
  limits: DecodeLimits,
): Result<unknown, "content-type" | "body"> {
  const read = ownValue(codecs.deserialize, contentType);
  if (read === undefined) return deserializeUnknown(bytes, contentType, limits);
  try {
    return ok(read(bytes));
  } catch (error) {
    return bad("body", errorText(error));
  }
}

/** A serializer of the application's own is most often JSON with some types more. */
function deserializeUnknown(
  bytes: Uint8Array,
  contentType: string,
  limits: DecodeLimits,
): Result<unknown, "content-type"> {
  const text = decodeUtf8(bytes);
  const value = text === null ? null : parseJson(text, limits.maxDepth);
  return value?.ok === true ? value : bad("content-type", `no reader for ${quote(contentType)}`);
}

/** Without parameters: `application/json; charset=utf-8` is JSON. */
function mediaType(contentType: string): string {
  const end = contentType.indexOf(";");
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}
