import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBody } from "#lib/kombu/decode-body.ts";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import type { KombuMessage } from "#lib/kombu/message.ts";
import { codecs } from "./codecs.ts";
import { readFixture } from "./fixtures.test-helper.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const message = (body: Uint8Array, contentType: string, compression?: string): KombuMessage => ({
  body,
  contentType,
  contentEncoding: "utf-8",
  headers: compression === undefined ? {} : { compression },
  properties: {},
});
const read = (body: Uint8Array, contentType: string, compression?: string): unknown => {
  const result = decodeBody(message(body, contentType, compression), codecs);
  return result.ok ? result.value : [result.reason, result.detail];
};

describe("compressions", () => {
  const json = utf8('{"a": [1, 2, 3]}');

  test.each(["application/x-gzip", "gzip", "zlib", "GZIP"])("%s is a zlib stream, or real gzip", (name) => {
    expect(read(deflateSync(json), "application/json", name)).toEqual({ a: [1, 2, 3] });
    expect(read(gzipSync(json), "application/json", name)).toEqual({ a: [1, 2, 3] });
  });

  test.each(["application/x-brotli", "brotli"])("%s", (name) => {
    expect(read(brotliCompressSync(json), "application/json", name)).toEqual({ a: [1, 2, 3] });
  });

  test.each([
    ["application/x-bz2", "bzip2"],
    ["bzip2", "bzip2"],
    ["bzip", "bzip2"],
    ["application/x-lzma", "lzma"],
    ["lzma", "lzma"],
    ["xz", "lzma"],
  ])("%s is named as what Node cannot undo", (name, word) => {
    expect(read(json, "application/json", name)).toEqual(["compression", `this Node cannot undo ${word}`]);
  });

  test.each(["application/zstd", "zstd", "zstandard"])(
    "%s is known, whether or not this Node has it",
    (name) => {
      expect(read(json, "application/json", name)).toMatchObject([
        "compression",
        expect.not.stringContaining("unknown"),
      ]);
    },
  );

  test("a bomb is refused at the limit, not inflated", () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const limits = { maxMessageBytes: 1e6, maxBodyBytes: 1000, maxDepth: 10 };
    for (const [name, body] of [
      ["gzip", bomb],
      ["brotli", brotliCompressSync(Buffer.alloc(1_000_000))],
    ] as const) {
      expect(decodeBody(message(body, "application/json", name), codecs, limits)).toEqual({
        ok: false,
        reason: "compression",
        detail: "inflates to more than 1000 bytes",
      });
    }
  });

  test("the gzip task of the fixtures is read, truncated at any point it is refused", () => {
    const tasks = readFixture("redis/celery-5.2.6/task-messages.json") as {
      gzip: { queues: Record<string, string[]> };
    }; // the capture's own shape
    const [envelope = ""] = Object.values(tasks.gzip.queues).flat();
    const decoded = decodeEnvelope(envelope);
    if (!decoded.ok) throw new Error(decoded.detail);
    expect(decodeBody(decoded.value, codecs)).toMatchObject({ ok: true, value: [expect.any(Array), {}, {}] });
    for (let end = 0; end < decoded.value.body.length; end++) {
      const cut = { ...decoded.value, body: decoded.value.body.subarray(0, end) };
      expect(decodeBody(cut, codecs)).toMatchObject({ ok: false, reason: "compression" });
    }
  });
});

describe("yaml", () => {
  const yaml = (text: string) => read(utf8(text), "application/x-yaml");

  test("plain values, large integers exact, times and unknown tags as text", () => {
    expect(
      yaml(
        "a: [1, -2.5, .inf, null, true, 9007199254740993]\nb: 2024-05-06 07:08:09\nc: !!python/name:os.system x",
      ),
    ).toEqual({
      a: [1, -2.5, Number.POSITIVE_INFINITY, null, true, 9007199254740993n],
      b: "2024-05-06 07:08:09",
      c: "x",
    });
  });

  test("aliases as PyYAML writes them, but no billion laughs", () => {
    expect(yaml("a: &id001 [1]\nb: *id001")).toEqual({ a: [1], b: [1] });
    const levels = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`,
    );
    const started = performance.now();
    expect(yaml(`l0: &l0 x\n${levels.join("\n")}`)).toMatchObject(["body", expect.stringMatching(/alias/i)]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("garbage and mutations never escape", () => {
    const noise = fc.array(fc.constantFrom(..."[]{}-?:,&*!|>'\"%@#\n  ab1\t", "a: ", "- ", "\n  "), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(noise, (parts) => void yaml(parts.join(""))),
      { numRuns: 3000 },
    );
  });

  test("__proto__ is a key, depth and size have an end", () => {
    const object = yaml("__proto__: {polluted: 1}") as object; // a map
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    // Each of these would run the composer out of stack, which can end the process.
    for (const part of ["[", "- ", "a: ", "{a: ", "? ", "[? ", "- &a "]) {
      expect(yaml(part.repeat(20_000))).toMatchObject(["body", expect.any(String)]);
    }
    expect(yaml(`${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toEqual([
      "body",
      "nested deeper than 100 levels",
    ]);
    expect(yaml(`${"[".repeat(90)}1${"]".repeat(90)}`)).toBeInstanceOf(Array);
    expect(yaml("]".repeat(200_000))).toMatchObject(["body", expect.any(String)]);
    expect(yaml("x".repeat(1_100_000))).toMatchObject(["body", expect.stringContaining("YAML of")]);
    expect(yaml("a: 1\n---\nb: 2")).toMatchObject(["body", expect.any(String)]);
  });
});

describe("msgpack", () => {
  const msgpack = (...bytes: number[]) => read(Uint8Array.from(bytes), "application/x-msgpack");

  test("what is encoded is read back", () => {
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.oneof(
          fc.string(),
          fc.maxSafeInteger(),
          // The encoder writes −0 as the integer 0.
          fc.double().map((number) => number + 0),
          fc.boolean(),
          fc.constant(null),
          fc.uint8Array(),
        ),
        fc.array(tie("any")),
        fc.dictionary(
          fc.string().filter((key) => key !== "__proto__"),
          tie("any"),
        ),
      ),
    })).any;
    fc.assert(
      fc.property(value, (original) => {
        expect(read(encode(original), "application/x-msgpack")).toEqual(original);
      }),
    );
  });

  test("large integers stay exact, small ones are numbers whatever their width", () => {
    expect(msgpack(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)).toBe(18446744073709551615n);
    expect(msgpack(0xcf, 0, 0, 0, 0, 0, 0, 0, 5)).toBe(5);
    expect(msgpack(0x81, 0x05, 0x91, 0xd3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)).toEqual({
      5: [-1],
    });
  });

  test("a header that claims more than is there reserves nothing", () => {
    for (const bytes of [
      [0xdd, 0xff, 0xff, 0xff, 0xff],
      [0xdf, 0x7f, 0xff, 0xff, 0xff, 0xc0],
      [0xdc, 0x10, 0],
      [0xdb, 1, 0, 0, 0],
      [0xc9, 1, 0, 0, 0, 1],
    ]) {
      expect(msgpack(...bytes)).toMatchObject(["body", expect.any(String)]);
    }
    const nested = Uint8Array.from(Array.from({ length: 200_000 }, () => [0xdd, 1, 0, 0, 0]).flat());
    expect(read(nested, "application/x-msgpack")).toEqual(["body", "MessagePack ends too early"]);
  });

  test("garbage and every truncation get an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void read(bytes, "application/x-msgpack")),
      { numRuns: 3000 },
    );
    const bytes = encode({ a: [1, "two", 3.5, null, { b: new Uint8Array(9) }], c: new Date(5) });
    for (let end = 0; end < bytes.length; end++) {
      expect(read(bytes.subarray(0, end), "application/x-msgpack")).toMatchObject([
        "body",
        expect.any(String),
      ]);
    }
  });
});
