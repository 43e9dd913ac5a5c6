import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameError, Frames, MAX_FRAME_BYTES } from "./frames.ts";

function frame(...words: string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${parts.join("")}`);
}

function read(chunks: readonly Uint8Array[]) {
  const messages: [string, string][] = [];
  const answers: string[] = [];
  let tooLarge = 0;
  const text = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.slice(from, to)).toString();
  const frames = new Frames({
    onMessage: (bytes, channelStart, channelEnd, start, end) =>
      messages.push([text(bytes, channelStart, channelEnd), text(bytes, start, end)]),
    onAnswer: (answer) => answers.push(answer),
    onTooLarge: () => {
      tooLarge += 1;
    },
  });
  for (const chunk of chunks) {
    // The reader may not rely on a chunk after push returned.
    const copy = Uint8Array.from(chunk);
    frames.push(copy);
    copy.fill(0);
  }
  return { messages, answers, tooLarge };
}

const STREAM = Buffer.concat([
  Buffer.from("*3\r\n$10\r\npsubscribe\r\n$13\r\n/0.celeryev/*\r\n:1\r\n"),
  frame("pmessage", "/0.celeryev/*", "/0.celeryev/task.multi", '{"body": "W10="}'),
  frame("message", "/0.celeryev", "line\r\nbreak and *2\r\n$1\r\n"),
  Buffer.from("-NOPERM no\r\n"),
  frame("pong", ""),
  frame("pmessage", "/0.celeryev/*", "/0.celeryev/worker.heartbeat", ""),
]);
const WHOLE = read([STREAM]);

describe("frames", () => {
  it("reads messages and answers apart", () => {
    expect(WHOLE.messages).toEqual([
      ["/0.celeryev/task.multi", '{"body": "W10="}'],
      ["/0.celeryev", "line\r\nbreak and *2\r\n$1\r\n"],
      ["/0.celeryev/worker.heartbeat", ""],
    ]);
    expect(WHOLE.answers).toEqual(["psubscribe /0.celeryev/* 1", "-NOPERM no", "pong "]);
  });

  it("reads the same whatever the pieces: every split in two, and byte by byte", () => {
    for (let at = 0; at <= STREAM.length; at += 1) {
      expect(read([STREAM.subarray(0, at), STREAM.subarray(at)])).toEqual(WHOLE);
    }
    expect(read([...STREAM].map((byte) => Uint8Array.of(byte)))).toEqual(WHOLE);
  });

  it("reads the same in any pieces", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (at) => {
        const edges = [0, ...at.sort((a, b) => a - b), STREAM.length];
        const chunks = edges.slice(1).map((edge, index) => STREAM.subarray(edges[index], edge));
        expect(read(chunks)).toEqual(WHOLE);
      }),
    );
  });

  it("copies of a read only what completes a frame that had begun", () => {
    const payload = "p".repeat(500);
    const stream = Buffer.concat(
      Array.from({ length: 20 }, () => frame("pmessage", "/0.*", "/0.c", payload)),
    );
    for (const cut of [1, 20, 40, 300, 559]) {
      const chunks = [stream.subarray(0, cut), stream.subarray(cut)].map((part) => Uint8Array.from(part));
      let inPlace = 0;
      const frames = new Frames({
        onMessage: (bytes) => {
          if (chunks.some(({ buffer }) => buffer === bytes.buffer)) inPlace += 1;
        },
        onAnswer: () => undefined,
        onTooLarge: () => undefined,
      });
      for (const chunk of chunks) frames.push(chunk);
      expect(inPlace).toBe(19);
    }
  });

  it("skips a frame that is too large, without keeping it, and goes on", () => {
    const head = Buffer.from(`*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$${MAX_FRAME_BYTES + 1}\r\n`);
    const block = Buffer.alloc(1024 * 1024);
    const blocks = Array.from({ length: MAX_FRAME_BYTES / block.length }, () => block);
    const rest = Buffer.concat([Buffer.from("x\r\n"), frame("message", "c", "next")]);
    const result = read([head, ...blocks, rest]);
    expect(result).toEqual({ messages: [["c", "next"]], answers: [], tooLarge: 1 });
  });

  it("refuses what is not RESP, and never hangs on garbage", () => {
    expect(() => read([Buffer.from("HTTP/1.1 400 Bad Request\r\n")])).toThrow(FrameError);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (chunks) => {
        try {
          read(chunks);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
    );
  });
});
