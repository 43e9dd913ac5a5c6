import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countLibraryFrames, isLibrary, readTraceback, summarise, type TraceBlock } from "./traceback.ts";

const CHARGE = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 451, in trace_task
    R = retval = fun(*args, **kwargs)
                 ^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 734, in __protected_call__
    return self.run(*args, **kwargs)
  File "/srv/shop/billing/invoices.py", line 88, in charge_card
    receipt = gateway.charge(card, amount, timeout=5)
  File "/srv/shop/.venv/lib/python3.11/site-packages/httpx/_client.py", line 41, in send
    raise TimeoutError("no answer")
TimeoutError: no answer
second line of the message`;

const shape = (blocks: readonly TraceBlock[]) =>
  blocks.map((block) =>
    block.kind === "text"
      ? block.lines.join("|")
      : `${block.own ? "own" : "lib"}: ${block.frames.map((frame) => frame.fn).join(",")}`,
  );
const lines = (blocks: readonly TraceBlock[]) =>
  blocks.flatMap((block) => (block.kind === "text" ? block.lines : block.frames.flatMap((f) => f.lines)));

describe("readTraceback", () => {
  it("tells the project's frames from library frames", () => {
    const blocks = readTraceback(CHARGE);
    expect(shape(blocks)).toEqual([
      "Traceback (most recent call last):",
      "lib: trace_task,__protected_call__",
      "own: charge_card",
      "lib: send",
      "TimeoutError: no answer|second line of the message",
    ]);
    expect(countLibraryFrames(blocks)).toBe(3);
    expect(blocks[2]).toMatchObject({ frames: [{ file: "/srv/shop/billing/invoices.py", line: 88 }] });
  });

  it("reads chained exceptions", () => {
    const chained = `${CHARGE}\n\nThe above exception was the direct cause of the following exception:\n\n${CHARGE}`;
    const blocks = readTraceback(chained);
    expect(blocks.filter((block) => block.kind === "frames")).toHaveLength(6);
    expect(lines(blocks).join("\n")).toBe(chained);
  });

  it("reads exception groups", () => {
    const group = `  + Exception Group Traceback (most recent call last):
  |   File "/srv/shop/a.py", line 5, in run
  |     raise ExceptionGroup("two", [e])
  | ExceptionGroup: two (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/srv/shop/b.py", line 2, in inner
    |     1/0
    | ZeroDivisionError: division by zero
    +------------------------------------`;
    expect(shape(readTraceback(group)).filter((text) => text.startsWith("own"))).toEqual([
      "own: run",
      "own: inner",
    ]);
  });

  it("keeps a repeated line with its frame", () => {
    const deep = `  File "/srv/a.py", line 1, in f\n    f()\n  [Previous line repeated 996 more times]\nRecursionError: x`;
    expect(shape(readTraceback(deep))).toEqual(["own: f", "RecursionError: x"]);
  });

  it("loses no line of any text", () => {
    const piece = fc.constantFrom(
      ...CHARGE.split("\n"),
      "",
      "   ",
      "x",
      '  File "<frozen importlib>", line 1',
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const text = parts.join("\n").replace(/\s+$/, "");
        expect(lines(readTraceback(text)).join("\n")).toBe(text);
      }),
    );
  });
});

describe("frames", () => {
  it("knows libraries by where they are installed", () => {
    expect(isLibrary("/usr/local/lib/python3.12/asyncio/base_events.py")).toBe(true);
    expect(isLibrary("C:\\Python311\\Lib\\json\\decoder.py")).toBe(true);
    expect(isLibrary("<frozen importlib._bootstrap>")).toBe(true);
    expect(isLibrary("/srv/libraries/python_tools/mine.py")).toBe(false);
    expect(isLibrary("billing/invoices.py")).toBe(false);
  });

  it("sums a folded block up", () => {
    const [, library] = readTraceback(CHARGE);
    expect(library?.kind === "frames" ? summarise(library.frames) : "").toBe("celery/app/trace.py, 2 frames");
  });
});
