// Names under which kombu registers compressions (docs/protocol/tasks.md E4). `gzip` is a zlib stream, not gzip.
import { bad, ok, type Result } from "../result.ts";
import type { Codecs } from "./message.ts";
import { ownValue } from "./object.ts";
import { errorText, quote } from "./text.ts";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "application/x-gzip": ["gzip", "zlib"],
  "application/x-bz2": ["bzip2", "bzip"],
  "application/x-brotli": ["brotli"],
  "application/x-lzma": ["lzma", "xz"],
  "application/zstd": ["zstd", "zstandard"],
};
const CANONICAL = new Map(
  Object.entries(NAMES).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [alias, name] as const),
  ),
);

/** Every name a message may carry. */
export const COMPRESSION_NAMES: readonly string[] = [...CANONICAL.keys()];

/** Alias or content type to the content type kombu writes; an unknown name comes back lower-cased. */
export function canonicalCompression(name: string): string {
  const lower = name.trim().toLowerCase();
  return CANONICAL.get(lower) ?? lower;
}

/** Undoes `headers.compression`; bytes as they are when there is none. */
export function decompress(
  bytes: Uint8Array,
  compression: unknown,
  codecs: Codecs,
  maxBytes: number,
): Result<Uint8Array, "compression"> {
  if (compression === undefined || compression === null || compression === "") return ok(bytes);
  if (typeof compression !== "string") return bad("compression", "the compression header is not text");
  const inflate = ownValue(codecs.decompress, canonicalCompression(compression));
  if (inflate === undefined) return bad("compression", `unknown compression ${quote(compression)}`);
  try {
    return ok(inflate(bytes, maxBytes));
  } catch (error) {
    return bad("compression", errorText(error));
  }
}
