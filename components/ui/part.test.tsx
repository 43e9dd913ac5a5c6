// @vitest-environment jsdom
// Guards: a part is fetched once and only when it is wanted; a failed fetch is tried again while it is wanted, and not after.
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPart, type Part, prefetch, usePart } from "./part.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Shown({ part, wanted }: { readonly part: Part<string>; readonly wanted: boolean }) {
  return <p>{usePart(part, wanted) ?? "nothing"}</p>;
}
const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(0)));

it("is not fetched until it is wanted, and once for all who want it", async () => {
  const load = vi.fn(async () => "here");
  const part = createPart(load);
  const { rerender } = render(<Shown part={part} wanted={false} />);
  await settle();
  expect(load).not.toHaveBeenCalled();
  prefetch(part);
  rerender(
    <>
      <Shown part={part} wanted />
      <Shown part={part} wanted />
    </>,
  );
  expect(screen.getAllByText("nothing")).toHaveLength(2);
  await settle();
  expect(screen.getAllByText("here")).toHaveLength(2);
  expect(load).toHaveBeenCalledTimes(1);
});

it("is there at once for who comes later", async () => {
  const part = createPart(async () => "here");
  await part.fetch();
  render(<Shown part={part} wanted />);
  expect(screen.getByText("here")).toBeTruthy();
});

it("tries again while it is wanted", async () => {
  const load = vi.fn(async () => "here").mockRejectedValueOnce(new Error("away"));
  const { rerender } = render(<Shown part={createPart(load)} wanted />);
  await settle();
  expect(screen.getByText("nothing")).toBeTruthy();
  await act(async () => void (await vi.advanceTimersByTimeAsync(2_000)));
  expect(screen.getByText("here")).toBeTruthy();
  const never = vi.fn(() => Promise.reject(new Error("away")));
  const part = createPart<string>(never);
  rerender(<Shown part={part} wanted />);
  await settle();
  rerender(<Shown part={part} wanted={false} />);
  await act(async () => void (await vi.advanceTimersByTimeAsync(60_000)));
  expect(never).toHaveBeenCalledTimes(1);
});
