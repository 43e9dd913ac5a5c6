import { describe, expect, test } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import { decodeBody } from "./decode-body.ts";
import { decodeEnvelope } from "./decode-envelope.ts";
import { printJson } from "./print-json.ts";

const encode = (text: string) => new TextEncoder().encode(text);
describe("bodies", () => {
  const body = (bytes: Uint8Array, contentType: string, contentEncoding = "utf-8", headers = {}): unknown => {
    const result = decodeBody({ headers, properties: {}, contentType, contentEncoding, body: bytes }, codecs);
    return result.ok ? result.value : result.reason;
  };

  test("plain text bodies need no base64", () => {
    const text = printJson({ body: '{"a": "é"}', "content-type": "application/json", properties: {} });
    const message = decodeEnvelope(text);
    expect(message.ok && decodeBody(message.value, codecs)).toEqual({ ok: true, value: { a: "é" } });
  });

  test("text/plain, application/data, parameters of a content type", () => {
    expect(body(encode("héllo"), "text/plain")).toBe("héllo");
    expect(body(Uint8Array.of(0xe9), "text/plain", "latin-1")).toBe("é");
    expect(body(Uint8Array.of(0xff, 0), "application/data", "binary")).toEqual(Uint8Array.of(0xff, 0));
    expect(body(encode("[Infinity]"), "application/json; charset=utf-8")).toEqual([Number.POSITIVE_INFINITY]);
    expect(body(encode("{}"), "Application/JSON", "binary")).toEqual({});
  });
});

test.each([
  ["application/x-myjson", "utf-8"],
  ["", "utf-8"],
  ["APPLICATION/JSON; charset=utf-8", "utf-8"],
  ["application/vnd.shop+json", "binary"],
  ["application/json", "rot13"],
])("A6: JSON under %s, %s is read", (contentType, contentEncoding) => {
  const body = new TextEncoder().encode('{"a": Infinity, "id": 1152921504606846977}');
  const message = { headers: {}, properties: {}, contentType, contentEncoding, body };
  const read = decodeBody(message, { decompress: {}, deserialize: {} });
  expect(read).toEqual({ ok: true, value: { a: Number.POSITIVE_INFINITY, id: 1152921504606846977n } });
});

test("A6: what is no JSON names the content type that has no reader", () => {
  const body = new TextEncoder().encode("Z6y");
  const message = {
    headers: {},
    properties: {},
    contentType: "application/x-Packed",
    contentEncoding: "x",
    body,
  };
  expect(decodeBody(message, { decompress: {}, deserialize: {} })).toEqual({
    ok: false,
    reason: "content-type",
    detail: 'no reader for "application/x-packed"',
  });
});
