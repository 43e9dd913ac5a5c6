// What lib/kombu needs from Node: inflating, YAML and MessagePack. Every codec throws or returns, and is bounded.
import * as zlib from "node:zlib";
import { COMPRESSION_NAMES, canonicalCompression } from "#lib/kombu/compression.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import { readMsgpack } from "./read-msgpack.ts";
import { readYaml } from "./read-yaml.ts";

type Inflate = (bytes: Uint8Array, maxBytes: number) => Uint8Array;
type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

// Node 20's types and most of its releases lack it; later ones have it.
const zstd = (zlib as { readonly zstdDecompressSync?: Unpack }).zstdDecompressSync;

const INFLATE: Readonly<Record<string, Inflate>> = {
  // Celery's "gzip" is a zlib stream (docs/protocol/tasks.md E4); unzip also takes real gzip.
  "application/x-gzip": bounded(zlib.unzipSync),
  "application/x-brotli": bounded(zlib.brotliDecompressSync),
  "application/x-bz2": cannot("bzip2"),
  "application/x-lzma": cannot("lzma"),
  "application/zstd": zstd === undefined ? cannot("zstd") : bounded(zstd),
};

/** Compressions under every name kombu knows them by; YAML and MessagePack under theirs. */
export const codecs: Codecs = {
  decompress: Object.fromEntries(
    COMPRESSION_NAMES.map((name) => [name, INFLATE[canonicalCompression(name)] ?? cannot(name)]),
  ),
  deserialize: {
    "application/x-yaml": readYaml,
    "application/yaml": readYaml,
    "text/yaml": readYaml,
    "application/x-msgpack": readMsgpack,
    "application/msgpack": readMsgpack,
    "application/vnd.msgpack": readMsgpack,
  },
};

function bounded(unpack: Unpack): Inflate {
  return (bytes, maxBytes) => {
    try {
      return unpack(bytes, { maxOutputLength: maxBytes });
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      throw tooLarge ? new Error(`inflates to more than ${maxBytes} bytes`) : error;
    }
  };
}

function cannot(name: string): Inflate {
  return () => {
    throw new Error(`this Node cannot undo ${name}`);
  };
}
