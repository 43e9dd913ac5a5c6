// When decoding stands back for reading.
import { expect, test } from "vitest";
import { Flood } from "./flood.ts";

const MB = 1024 * 1024;
const SLICE_MS = 8;

/** Slices that each decode 1 MB in 8 ms while so much arrives for each ms; answers how often it was stood back. */
function floods(arrivalPerMs: number, slices: number, pauseMs = 4): number {
  let now = 0;
  let last = 0;
  let waiting = 0;
  let count = 0;
  const flood = new Flood(now);
  for (let slice = 0; slice < slices; slice += 1) {
    now += SLICE_MS;
    const came = (now - last) * arrivalPerMs;
    flood.arrived(came, last);
    last = now;
    waiting += came;
    const decoded = Math.min(MB, waiting);
    flood.done(decoded);
    waiting -= decoded;
    flood.decoded(decoded, SLICE_MS);
    while (flood.isNow(now)) {
      count += 1;
      now += pauseMs;
      flood.arrived(pauseMs * arrivalPerMs, now);
      waiting += pauseMs * arrivalPerMs;
      last = now;
    }
  }
  return count;
}

test("more than twice as much as can be decoded is a flood, until most of the room is full", () => {
  const perMs = MB / SLICE_MS;
  const most = (192 * MB) / (4 * perMs) / 4;
  expect(floods(4 * perMs, 1)).toBeGreaterThan(most * 0.9);
  expect(floods(4 * perMs, 1_000)).toBeLessThan(most * 1.1);
});

test("a flood goes on while the reader only waits for a core, and ends when nothing comes any more", () => {
  const flood = new Flood(0);
  flood.arrived(8 * MB, 0);
  flood.decoded(MB, SLICE_MS);
  expect(flood.isNow(SLICE_MS)).toBe(true);
  expect(flood.isNow(SLICE_MS + 12)).toBe(true);
  flood.arrived(8 * MB, SLICE_MS + 24);
  expect(flood.isNow(SLICE_MS + 24)).toBe(true);
  // From now on as much as is easily read, in the pieces that a reader hands on.
  flood.arrived(MB, SLICE_MS + 28);
  expect(flood.isNow(SLICE_MS + 28)).toBe(true);
  flood.arrived(MB, SLICE_MS + 48);
  expect(flood.isNow(SLICE_MS + 48)).toBe(false);
});

test("a steady stream that is too fast, or a little of anything, is none", () => {
  const perMs = MB / SLICE_MS;
  expect(floods(1.5 * perMs, 100)).toBe(0);
  expect(floods(0.5 * perMs, 100)).toBe(0);
  const little = new Flood(0);
  little.arrived(MB, 0);
  little.decoded(1_000, SLICE_MS);
  expect(little.isNow(SLICE_MS)).toBe(false);
});

test("a flood after a rest is seen at the first look, however long the rest was", () => {
  const flood = new Flood(0);
  const after = 60_000;
  flood.arrived(4 * MB, after);
  flood.decoded(MB, SLICE_MS);
  flood.done(MB);
  expect(flood.isNow(after + SLICE_MS)).toBe(true);
});

test("what is easily read is none, however slowly it is decoded", () => {
  const flood = new Flood(0);
  flood.arrived(70 * MB, 0);
  flood.decoded(1_000, SLICE_MS);
  expect(flood.isNow(1_000)).toBe(false);
});
