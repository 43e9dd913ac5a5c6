import fc from "fast-check";
import { expect, test } from "vitest";
import { MARK_KINDS, type Mark } from "./mark.ts";
import { packMarks, unpackMarks } from "./pack-marks.ts";

const text = fc.option(fc.string({ unit: "binary" }));
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0));
const flag = fc.option(fc.boolean());
const mark: fc.Arbitrary<Mark> = fc.record({
  kind: fc.constantFrom(...MARK_KINDS),
  at: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  hostname: fc.string(),
  pid: number,
  clock: number,
  retries: fc.option(fc.nat()),
  name: text,
  args: text,
  kwargs: text,
  rootId: text,
  parentId: text,
  eta: text,
  expires: text,
  queue: text,
  exchange: text,
  routingKey: text,
  result: text,
  runtimeSeconds: number,
  exception: text,
  traceback: text,
  terminated: flag,
  signum: text,
  expired: flag,
});

test("marks come out as they went in", () => {
  fc.assert(
    fc.property(fc.array(mark), (marks) => {
      expect(unpackMarks(packMarks(marks))).toEqual(marks);
    }),
  );
});
