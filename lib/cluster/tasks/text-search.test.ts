import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { TaskEvent } from "../../events/event.ts";
import { ClusterState } from "../cluster-state.ts";
import { taskEvents } from "../events.test-helper.ts";
import { idSearch } from "./id-search.ts";
import { searchedBy, searchesOf } from "./text-search.ts";
import { anywhere } from "./wanted.ts";

vi.setConfig({ testTimeout: 120_000 });

const usual = Array.from({ length: 6 }, (_, n) => `a${n}bc${n}0ff-00${n}0-4abc-8def-0123456789a${n}`);
const uuids = [...usual, "Plain-1", "plain-2"];
const pieces = [
  "b",
  "X ",
  "x y",
  "ABC",
  "a1",
  "bc2",
  "0ff-00",
  "789a3",
  "plain",
  "mail",
  "celery@A",
  "é",
  "(",
  "zz",
];
const words = fc.array(fc.constantFrom("x", "y", "abc", "É", "(1)", "a1", " "), { maxLength: 6 });

const events: fc.Arbitrary<TaskEvent> = fc
  .record({ event: taskEvents(uuids), text: words, size: fc.constantFrom(0, 0, 100, 100_000) })
  .map(({ event, text, size }) => {
    const said = `${text.join("")}${"·".repeat(size)}`;
    return {
      ...event,
      ...(event.args ? { args: said } : null),
      ...(event.result ? { result: said } : null),
      ...(event.exception ? { exception: said } : null),
      ...(event.traceback ? { traceback: "zz only here" } : null),
    };
  });

function plainMatch(state: ClusterState, row: number, piece: string): boolean {
  const task = state.task(state.tasks.at(row).uuid);
  const texts = [
    task?.uuid,
    task?.name,
    task?.worker,
    task?.args,
    task?.kwargs,
    task?.result,
    task?.exception,
  ];
  return texts.some((text) => text?.toLowerCase().includes(piece.toLowerCase()));
}

function heldRows({ tasks: { order } }: ClusterState): readonly number[] {
  const places = Array.from({ length: order.end - order.start }, (_, index) => order.start + index);
  return places.map((place) => order.rowAt(place)).filter((row) => row >= 0);
}

describe("a text search that goes on", () => {
  test("finds what looking at every task finds, whatever came and went between", () => {
    const steps = fc.array(
      fc.oneof({ weight: 5, arbitrary: events }, { weight: 1, arbitrary: fc.constantFrom(...pieces) }),
      { maxLength: 150, size: "max" },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const state = new ClusterState({ maxTasks: 5, maxWorkers: 5 });
        for (const [index, step] of [...list, ...pieces].entries()) {
          if (typeof step !== "string") state.applyEvent(step, index);
          else {
            // It may have gone a part of the way before.
            if (index % 4 === 0) searchesOf(state.tasks).search(anywhere(step), index * 2);
            const search = searchesOf(state.tasks).search(anywhere(step));
            const { matches, complete } = search;
            expect(complete).toBe(true);
            expect(searchedBy([search], state.tasks)).toEqual({
              tasks: state.tasks.size,
              of: state.tasks.size,
              complete: true,
            });
            for (const row of heldRows(state)) expect(matches(row)).toBe(plainMatch(state, row, step));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is bounded: newest first, says how far it came, and comes to the end when it goes on", () => {
    const state = new ClusterState({ maxTasks: 5_000, maxWorkers: 5 });
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1 } as const;
    for (let index = 0; index < 4_000; index += 1) {
      const args = `needle ${"x".repeat(1_000)}`;
      state.applyEvent({ ...base, uuid: `u${index}`, subject: "received", at: index, args }, index);
    }
    const searches = searchesOf(state.tasks);
    const [first, ...later] = Array.from({ length: 30 }, () => {
      const search = searches.search(anywhere("NEEDLE"), 300_000);
      return { found: heldRows(state).filter(search.matches), ...searchedBy([search], state.tasks) };
    });
    expect(first?.complete).toBe(false);
    expect(first?.tasks).toBe(first?.found.length);
    expect(first?.tasks).toBeGreaterThan(200);
    expect(first?.tasks).toBeLessThan(1_500);
    expect(first?.found.at(-1)).toBe(heldRows(state).at(-1));
    expect(later.at(-1)).toMatchObject({ complete: true, tasks: 4_000 });
    expect(later.at(-1)?.found).toHaveLength(4_000);
  });
});

test("ids are searched within the bound too, of many texts together", () => {
  const state = new ClusterState({ maxTasks: 5_000, maxWorkers: 5 });
  const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1 } as const;
  const tell = (index: number) => {
    const uuid = `${String(index).padStart(8, "0")}-0000-4000-8000-0000000000ab`;
    state.applyEvent({ ...base, uuid, subject: "received", at: index }, index);
  };
  for (let index = 0; index < 4_000; index += 1) tell(index);
  const searches = searchesOf(state.tasks);
  const count = (characters: number) => {
    const search = searches.search(anywhere("ab"), characters);
    const found = heldRows(state).filter(search.matches).length;
    expect(found).toBe(heldRows(state).filter(search.isSearched).length);
    return found;
  };
  expect(count(0)).toBe(0);
  const some = count(128 * 1_000);
  expect(some).toBe(1_000);
  tell(4_000);
  expect(count(0), "what is new is always searched").toBe(1_001);
  for (let round = 0; round < 3; round += 1) count(128 * 1_000);
  expect(count(1_000)).toBe(4_001);
});

test("a piece of an id is found wherever it stands", () => {
  const id = fc.uuid();
  const piece = fc.tuple(id, fc.nat({ max: 35 }), fc.integer({ min: 1, max: 36 }));
  fc.assert(
    fc.property(id, piece, fc.boolean(), (uuid, [other, from, length], own) => {
      const wanted = (own ? uuid : other).slice(from, from + length);
      const digits = uuid.replaceAll("-", "");
      const words = Uint32Array.from({ length: 4 }, (_, n) =>
        Number.parseInt(digits.slice(n * 8, n * 8 + 8), 16),
      );
      expect(idSearch(wanted.toUpperCase())?.(words, 0) ?? false).toBe(uuid.includes(wanted));
    }),
    { numRuns: 2_000 },
  );
  expect(idSearch("xyz")).toBeNull();
  expect(idSearch("0-0-")).toBeNull();
});
