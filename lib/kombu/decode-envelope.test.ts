import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import { fixtureEnvelopes } from "#server/codecs/fixtures.test-helper.ts";
import { decodeBody } from "./decode-body.ts";
import { decodeEnvelope } from "./decode-envelope.ts";
import { encodeEnvelope } from "./encode-envelope.ts";
import type { KombuMessage } from "./message.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
  const message = decodeEnvelope(text);
  return message.ok ? decodeBody(message.value, codecs) : message;
};

describe("every envelope of the fixtures", () => {
  const envelopes = fixtureEnvelopes();

  test("there are enough of them to mean something", () => {
    expect(envelopes.length).toBeGreaterThan(150);
  });

  test("is read, as text and as bytes alike, and so is its body", () => {
    for (const { file, text } of envelopes) {
      const message = decodeEnvelope(text);
      expect(message, file).toMatchObject({ ok: true });
      expect(decodeEnvelope(encode(text))).toEqual(message);
      const body = read(text);
      if (text.includes("application/x-bz2"))
        expect(body).toMatchObject({ ok: false, reason: "compression" });
      else expect(body, text).toMatchObject({ ok: true });
    }
  });

  test("truncated at any point is refused as an envelope", () => {
    const kinds = new Map(envelopes.map((envelope) => [envelope.file, envelope.text]));
    for (const text of kinds.values()) {
      for (let end = 0; end < text.length; end++) {
        expect(decodeEnvelope(text.slice(0, end))).toMatchObject({ ok: false, reason: "envelope" });
      }
    }
  });

  test("with its body truncated at any point gives an answer in every serializer", () => {
    const samples = envelopes.filter(({ file }) => /serializers|task-messages/.test(file));
    for (const { text } of samples) {
      const message = decodeEnvelope(text);
      if (!message.ok) throw new Error(message.detail);
      for (let end = 0; end < message.value.body.length; end++) {
        const cut: KombuMessage = { ...message.value, body: message.value.body.subarray(0, end) };
        const body = decodeBody(cut, codecs);
        if (message.value.contentType === "application/json") expect(body.ok).toBe(false);
      }
    }
  });

  test("mutated anywhere never makes a decoder throw", () => {
    const texts = envelopes.map((envelope) => envelope.text);
    const mutation = fc.record({
      text: fc.constantFrom(...texts),
      edits: fc.array(fc.tuple(fc.nat(), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 4 }),
      bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(mutation, ({ text, edits, bytes }) => {
        let mutated = text;
        for (const [at, insert] of edits) {
          const cut = at % mutated.length;
          mutated = mutated.slice(0, cut) + insert + mutated.slice(cut + insert.length);
        }
        read(mutated);
        const message = decodeEnvelope(text);
        if (!message.ok) throw new Error(message.detail);
        const body = message.value.body.slice();
        for (const [at, value] of bytes) body[at % body.length] = value;
        decodeBody({ ...message.value, body }, codecs);
      }),
      { numRuns: 2000 },
    );
  });
});

test("garbage gets a reason", () => {
  const garbage = fc.oneof(fc.uint8Array(), fc.string({ unit: "binary" }), fc.json());
  fc.assert(
    fc.property(garbage, (bytes) => {
      expect(decodeEnvelope(bytes).ok).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test("what is encoded is decoded", () => {
  const message = fc.record({
    body: fc.uint8Array(),
    contentType: fc.string(),
    contentEncoding: fc.string({ minLength: 1 }),
    exchange: fc.string(),
    routingKey: fc.string(),
    deliveryTag: fc.uuid(),
    deliveryMode: fc.constantFrom<1 | 2>(1, 2),
    priority: fc.nat(9),
    headers: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
  });
  fc.assert(
    fc.property(message, (sent) => {
      expect(decodeEnvelope(encodeEnvelope(sent))).toEqual({
        ok: true,
        value: {
          body: sent.body,
          contentType: sent.contentType,
          contentEncoding: sent.contentEncoding,
          headers: sent.headers,
          properties: {
            delivery_mode: sent.deliveryMode,
            delivery_info: { exchange: sent.exchange, routing_key: sent.routingKey },
            priority: sent.priority,
            body_encoding: "base64",
            delivery_tag: sent.deliveryTag,
          },
        },
      });
    }),
  );
});

test("an envelope that Celery wrote is written again byte for byte", () => {
  const original =
    fixtureEnvelopes().find(({ text }) => text.includes('"routing_key": "task.sent"'))?.text ?? "";
  const message = decodeEnvelope(original);
  if (!message.ok) throw new Error(message.detail);
  const again = encodeEnvelope({
    body: message.value.body,
    headers: { hostname: String(message.value.headers.hostname) },
    exchange: "celeryev",
    routingKey: "task.sent",
    deliveryMode: 1,
    deliveryTag: String(message.value.properties.delivery_tag),
  });
  expect(again).toBe(original);
});

describe("each refusal has its reason", () => {
  const envelope = (parts: object) =>
    JSON.stringify({ body: "e30=", properties: { body_encoding: "base64" }, ...parts });

  test.each([
    ["envelope", "[]"],
    ["envelope", "null"],
    ["envelope", "{"],
    ["envelope", envelope({ properties: null })],
    ["envelope", envelope({ properties: [] })],
    ["envelope", envelope({ body: null })],
    ["envelope", envelope({ body: {} })],
    ["envelope", envelope({ headers: "x" })],
    ["envelope", envelope({ "content-type": 7 })],
    ["encoding", envelope({ body: "e30" })],
    ["encoding", envelope({ properties: { body_encoding: "rot13" } })],
    [
      "encoding",
      envelope({ "content-type": "application/json", "content-encoding": "ebcdic", body: "/w==" }),
    ],
    ["too-large", `${"[".repeat(200)}${"]".repeat(200)}`],
    ["compression", envelope({ headers: { compression: "constructor" } })],
    ["compression", envelope({ headers: { compression: 7 } })],
    ["compression", envelope({ headers: { compression: "application/x-gzip" } })],
    ["content-type", envelope({ body: "eA==" })],
    ["content-type", envelope({ "content-type": "toString", body: "eA==" })],
    ["body", envelope({ "content-type": "application/json", body: "e3s=" })],
    ["body", envelope({ "content-type": "application/json", body: "/w==" })],
    ["body", envelope({ "content-type": "application/x-python-serialize" })],
    ["body", envelope({ "content-type": "application/x-msgpack", body: "wQ==" })],
    ["body", envelope({ "content-type": "application/x-yaml", body: "e3s=" })],
  ])("%s: %s", (reason, text) => {
    expect(read(text)).toMatchObject({ ok: false, reason });
  });

  test("too-large before anything is parsed", () => {
    const limits = { maxMessageBytes: 10, maxBodyBytes: 10, maxDepth: 10 };
    expect(decodeEnvelope("x".repeat(11), limits)).toMatchObject({ ok: false, reason: "too-large" });
    expect(decodeEnvelope(new Uint8Array(11), limits)).toMatchObject({ ok: false, reason: "too-large" });
  });
});
