import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFixture } from "#server/codecs/fixtures.test-helper.ts";
import { decodeBase64 } from "./base64.ts";
import { readPickle } from "./read-pickle.ts";
import { toJson } from "./to-json.ts";

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));
const read = (base64: string): unknown => {
  const result = readPickle(bytesOf(base64));
  return result.ok ? result.value : result.reason;
};

// Written by Python 3.11's pickle.dumps, one per protocol: numbers of every width, text, bytes, tuples, a dict with
// keys that are no text.
const LONG_TEXT = Buffer.concat([Buffer.from("WCwBAAA=", "base64"), Buffer.from("x".repeat(300))]);
const PROTOCOL_3 =
  "gAN9cQAoWAQAAABub25lcQFOWAEAAAB0cQKIWAQAAABpbnRzcQNdcQQoSwBL/00AAUr/////SgAAAQBKAAAAgIoFAAAAgACKBwAAAAAAACCKCQAAAAAAAAAAQIoJAAAAAAAAAADAZVgBAAAAZnEFRz/4AAAAAAAAWAEAAABzcQZYAwAAAGjDqXEHWAEAAABicQhDAv8AcQlYAwAAAHR1cHEKKVgCAAAAdDFxC0sBhXEMWAIAAAB0MnENSwFLAoZxDlgCAAAAdDNxD0sBSwJLA4dxEFgCAAAAdDRxEShLAUsCSwNLBHRxElgBAAAAZHETfXEUKEsBWAEAAABjcRVOaAhHP/gAAAAAAABoE3V1Lg==";
const PROTOCOL_4 =
  "gASVBgIAAAAAAAB9lCiMBG5vbmWUTowBdJSIjARpbnRzlF2UKEsAS/9NAAFK/////0oAAAEASgAAAICKBQAAAIAAigcAAAAAAAAgigkAAAAAAAAAAECKCQAAAAAAAAAAwGWMAWaURz/4AAAAAAAAjAFzlIwDaMOplIwBYpRDAv8AlIwDdHVwlCmMAnQxlEsBhZSMAnQylEsBSwKGlIwCdDOUSwFLAksDh5SMAnQ0lChLAUsCSwNLBHSUjAFklH2UKEsBjAFjlE5oCEc/+AAAAAAAAGgTdXUu";
const VALUE = {
  none: null,
  t: true,
  ints: [0, 255, 256, -1, 65536, -2147483648, 2147483648, 9007199254740992n, 2n ** 70n, -(2n ** 70n)],
  f: 1.5,
  s: "hé",
  b: Uint8Array.of(255, 0),
  tup: [],
  t1: [1],
  t2: [1, 2],
  t3: [1, 2, 3],
  t4: [1, 2, 3, 4],
  d: { 1: "c", None: "b", "1.5": "d" },
};

test.each([
  ["3", PROTOCOL_3],
  ["4", PROTOCOL_4],
])("plain values of protocol %s", (_, pickle) => {
  expect(read(pickle)).toEqual(VALUE);
});

test("sets and bytearrays, long text, shared values, cycles", () => {
  expect(read("gASVEgAAAAAAAABdlCiPlChLAZAoSwKRlI+UZS4=")).toEqual([[1], [2], []]);
  expect(read("gAWVDQAAAAAAAACWAgAAAAAAAABhYpQu")).toEqual(Uint8Array.of(97, 98));
  expect(read(Buffer.concat([LONG_TEXT, Buffer.from(".")]).toString("base64"))).toBe("x".repeat(300));
  expect(read("gASVDgAAAAAAAABdlChdlIwBeJRhaAFlLg==")).toEqual([["x"], ["x"]]);
  const cyclic = read("gASVBgAAAAAAAABdlGgAYS4=") as unknown[]; // a list
  expect(cyclic[0]).toBe(cyclic);
  expect(JSON.stringify(toJson(cyclic)).length).toBeLessThan(200);
});

test("__proto__ is a key", () => {
  const dict = read("gASVGQAAAAAAAAB9lIwJX19wcm90b19flH2UjAF4lEsBc3Mu") as object; // a dict
  expect(Object.getPrototypeOf(dict)).toBe(Object.prototype);
  expect(Object.keys(dict)).toEqual(["__proto__"]);
});

describe("nothing that names or calls code is followed", () => {
  test.each([
    ["a datetime", "gASVKgAAAAAAAACMCGRhdGV0aW1llIwIZGF0ZXRpbWWUk5RDCgfoAQIAAAAAAACUhZRSlC4="],
    ["an OrderedDict", "gASVKQAAAAAAAACMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpSMAWGUSwFzLg=="],
    ["a dict with tuples for keys", "gASVDAAAAAAAAAB9lEsBSwKGlEsDcy4="],
    ["protocol 0", "KGxwMApJMQphVmEKcDEKYS4="],
    ["os.system", Buffer.from("cos\nsystem\n(S'true'\ntR.").toString("base64")],
  ])("%s is opaque", (_, pickle) => expect(read(pickle)).toBe("opaque"));

  test("nor is a GroupResult of the fixtures; the plain results beside it are read", () => {
    const { rows } = readFixture("result-db/sqlalchemy-main.json") as {
      rows: Record<"celery_taskmeta" | "celery_tasksetmeta", { result: { bytes_base64: string } }[]>;
    }; // the capture's own shape
    expect(rows.celery_tasksetmeta.map((row) => read(row.result.bytes_base64))).toEqual(["opaque"]);
    expect(rows.celery_taskmeta.map((row) => read(row.result.bytes_base64))).toEqual([
      5,
      { args: ["x"], kwargs: { a: [1, null, true, 1.5] } },
      { exc_type: "CustomError", exc_message: ["broken", 42], exc_module: "tasks" },
      2,
      4,
    ]);
  });
});

describe("bounds", () => {
  test("truncated anywhere is broken", () => {
    const whole = bytesOf(PROTOCOL_4);
    for (let end = 0; end < whole.length; end++) {
      expect(readPickle(whole.subarray(0, end))).toMatchObject({ ok: false, reason: "broken" });
    }
  });

  test.each([
    ["endless work", "too-large", Buffer.from("]".repeat(1_100_000))],
    ["a huge integer", "too-large", Buffer.from([0x8b, 0, 0, 1, 0])],
    ["a length beyond the end", "broken", Buffer.from([0x8d, 255, 255, 255, 255, 255, 255, 255, 255])],
    ["an empty stack", "broken", Buffer.from("0.")],
    ["no mark", "broken", Buffer.from("t.")],
    ["taking from below a mark", "broken", Buffer.from("N(0.")],
    ["an unknown memo", "broken", Buffer.from([0x68, 9, 0x2e])],
    ["appending to a dict", "broken", Buffer.from("}Na.")],
    ["a key without a value", "broken", Buffer.from("}(Nu.")],
    ["setting an item of a list", "broken", Buffer.from("](NNu.")],
    ["text that is no UTF-8", "broken", Buffer.from([0x8c, 1, 0xff, 0x2e])],
  ])("%s is %s", (_, reason, bytes) => {
    expect(readPickle(bytes)).toMatchObject({ ok: false, reason });
  });

  test("garbage and mutations never throw", () => {
    const whole = bytesOf(PROTOCOL_4);
    const mutated = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    const opcodes = fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => bytes.map((byte) => OPCODES[byte % 30] ?? byte));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), opcodes), (bytes) => void readPickle(bytes)),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(mutated, (edits) => {
        const copy = whole.slice();
        for (const [at, byte] of edits) copy[at] = byte;
        readPickle(copy);
      }),
      { numRuns: 3000 },
    );
  });
});

const OPCODES = [
  ...Buffer.from("]})(Nteauslq0h12.d"),
  0x94,
  0x85,
  0x86,
  0x87,
  0x8f,
  0x90,
  0x91,
  0x4b,
  0x8a,
  0x88,
];

test("A4: a uuid.UUID is read as kombu writes it in JSON; any other class stays opaque", () => {
  // pickle.dumps([u, {"id": uuid.UUID(int=1), "same": u}], protocol=4)
  const ids = decodeBase64(
    "gASVUwAAAAAAAABdlCiMBHV1aWSUjARVVUlElJOUKYGUfZSMA2ludJSKEFVVVVVVVUSEM0MiIhERERFzYn2UKIwCaWSUaAMpgZR9lGgGSwFzYowEc2FtZZRoBHVlLg==",
  );
  const read = ids === null ? null : readPickle(ids);
  const typed = (hex: string) => ({ __type__: "uuid", __value__: { hex } });
  const [one, two] = ["11111111222243338444555555555555", "00000000000000000000000000000001"];
  expect(read).toEqual({ ok: true, value: [typed(one), { id: typed(two), same: typed(one) }] });
  // pickle.dumps(datetime.date(2026, 1, 1), protocol=4)
  const date = decodeBase64("gASVIAAAAAAAAACMCGRhdGV0aW1llIwEZGF0ZZSTlEMEB+oBAZSFlFKULg==");
  expect(date === null ? null : readPickle(date)).toMatchObject({ ok: false, reason: "opaque" });
});
