// @vitest-environment jsdom
// Guards: why a task waited before it moved is not said of it after, and questions do not pile up.
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aTask } from "../fixtures.test-helper.ts";
import { useWhy } from "./use-why.ts";

const ANSWER = {
  reasons: [{ key: "place", level: "info", text: ["It is number 2 of 3 waiting in mail."], remedy: null }],
  revoke: { at: 1, by: "ada", terminate: false, agreed: 1 },
};

let answers: ((response: Response) => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal("fetch", (path: string) =>
    path.endsWith("/why")
      ? new Promise<Response>((resolve) => answers.push(resolve))
      : Promise.resolve(new Response("{}", { status: 404 })),
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const reply = async () => {
  answers.shift()?.(Response.json(ANSWER));
  await pass(1);
};

it("forgets why it waited when the task moves, and keeps that a revoke was sent", async () => {
  const { result, rerender } = renderHook(({ task }) => useWhy(task), {
    initialProps: { task: aTask({ state: "PENDING" }) },
  });
  await pass(200);
  await reply();
  expect(result.current?.reasons).toEqual(ANSWER.reasons);
  rerender({ task: aTask({ state: "STARTED", worker: "celery@a" }) });
  expect(result.current).toEqual({ reasons: null, revoke: ANSWER.revoke });
  await pass(200);
  await reply();
  expect(result.current?.reasons).toEqual(ANSWER.reasons);
  rerender({ task: aTask({ state: "SUCCESS", worker: "celery@a" }) });
  expect(result.current).toBeNull();
});

it("asks again only when it was answered", async () => {
  renderHook(() => useWhy(aTask({ state: "PENDING" })));
  await pass(30_000);
  expect(answers).toHaveLength(1);
  await reply();
  await pass(5_000);
  expect(answers).toHaveLength(1);
});
