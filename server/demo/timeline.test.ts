import fc from "fast-check";
import { expect, test } from "vitest";
import { Timeline } from "./timeline.ts";

test("actions run in order of time, those of one moment in the order they were planned", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (moments) => {
      const timeline = new Timeline(0);
      const ran: [number, number][] = [];
      moments.forEach((moment, index) => {
        timeline.at(moment, () => ran.push([timeline.now, index]));
      });
      timeline.runUntil(100);
      const expected = moments
        .map((moment, index): [number, number] => [moment, index])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(ran).toEqual(expected);
      expect(timeline.now).toBe(100);
      expect(timeline.pending).toBe(0);
    }),
  );
});

test("what is planned while running runs in its turn, never in the past", () => {
  const timeline = new Timeline(10);
  const ran: string[] = [];
  timeline.in(5, () => {
    timeline.at(0, () => ran.push(`late at ${timeline.now}`));
    timeline.in(1, () => ran.push(`next at ${timeline.now}`));
  });
  timeline.runUntil(15.5);
  expect(ran).toEqual(["late at 15"]);
  timeline.runUntil(20);
  expect(ran).toEqual(["late at 15", "next at 16"]);
});

test("a skip moves everything planned", () => {
  const timeline = new Timeline(0);
  const ran: number[] = [];
  timeline.in(10, () => ran.push(timeline.now));
  timeline.skip(1_000);
  timeline.runUntil(1_009);
  expect(ran).toEqual([]);
  timeline.runUntil(1_010);
  expect(ran).toEqual([1_010]);
});
