// @vitest-environment jsdom
// Guards: the forms refuse exactly what the server's schema refuses, in words, before anything is sent.
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AddConsumerForm } from "./add-consumer-form.tsx";
import { checkArgs } from "./check-args.ts";
import { PoolForm } from "./pool-form.tsx";
import { RateLimitForm } from "./rate-limit-form.tsx";
import { readSeconds, readWhole } from "./read-number.ts";
import { TimeLimitForm } from "./time-limit-form.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

const sent: unknown[] = [];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    if (init.method !== "POST") return Response.json({ name: "ann", role: "admin", authenticated: true });
    sent.push(JSON.parse(String(init.body)).arguments);
    return Response.json({ ticket: "t", expected: 1, replies: [], missing: [], tookMs: 1 });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const here = { taskName: "mail.send", destination: ["celery@a"] };

describe("RateLimitForm", () => {
  it("shows the present limit and sends a new one", async () => {
    render(<RateLimitForm {...here} current="10/m" />);
    expect(screen.getByText(/Now 10\/m/)).toBeTruthy();
    type("Rate limit on each worker", "20 / m");
    press("Set");
    await waitFor(() => expect(sent).toEqual([{ task_name: "mail.send", rate_limit: "20/m" }]));
  });

  it("says in words what is wrong, and sends nothing", () => {
    render(<RateLimitForm {...here} current={null} />);
    for (const wrong of ["", "ten", "10/d", "-1"]) {
      type("Rate limit on each worker", wrong);
      press("Set");
      expect(screen.getByText(/Must be like 10, 0.5\/s/)).toBeTruthy();
    }
    expect(sent).toEqual([]);
  });

  it("lifts the limit, unless there is none", async () => {
    const { unmount } = render(<RateLimitForm {...here} current={null} />);
    press("Remove limit");
    expect(sent).toEqual([]);
    unmount();
    render(<RateLimitForm {...here} current="10/m" />);
    press("Remove limit");
    await waitFor(() => expect(sent).toEqual([{ task_name: "mail.send", rate_limit: "0" }]));
  });
});

describe("TimeLimitForm", () => {
  it("sends null for an empty field and refuses a soft limit above the hard one", async () => {
    render(<TimeLimitForm {...here} fallback="soft none, hard 5 min" />);
    expect(screen.getByText(/soft none, hard 5 min/)).toBeTruthy();
    type("Soft limit (seconds)", "60");
    type("Hard limit (seconds)", "30");
    press("Set");
    expect(screen.getByText("Must not be more than the hard limit.")).toBeTruthy();
    expect(sent).toEqual([]);
    type("Hard limit (seconds)", "");
    press("Set");
    await waitFor(() => expect(sent).toEqual([{ task_name: "mail.send", soft: 60, hard: null }]));
  });
});

describe("PoolForm", () => {
  it("says what the size will be, and refuses to empty the pool", async () => {
    render(<PoolForm destination={["celery@a"]} slots={4} />);
    type("Processes", "2");
    press("Grow to 6");
    await waitFor(() => expect(sent).toEqual([{ n: 2 }]));
    await waitFor(() => expect(screen.queryByRole("button", { busy: true })).toBeNull());
    type("Processes", "4");
    press("Shrink");
    expect(sent.length).toBe(1);
    type("Processes", "many");
    expect(screen.getByText("Must be a whole number.")).toBeTruthy();
  });
});

describe("AddConsumerForm", () => {
  it("refuses an empty name and a queue it has", () => {
    render(<AddConsumerForm destination={["celery@a"]} consumed={["mail"]} />);
    press("Add");
    expect(screen.getByText("Must not be empty.")).toBeTruthy();
    type("Add a queue", "mail");
    expect(screen.getByText("This worker already consumes it.")).toBeTruthy();
    press("Add");
    expect(sent).toEqual([]);
  });
});

it("checkArgs names the field", () => {
  expect(checkArgs("pool_grow", { n: 0 })).toEqual({ n: "Must be at least 1." });
  expect(checkArgs("pool_grow", { n: 1 })).toEqual({});
});

it.each([
  ["", null],
  [" 1,5 ", 1.5],
  ["-3", -3],
  ["1e3", Number.NaN],
  ["soon", Number.NaN],
])("readSeconds(%j)", (text, value) => {
  expect(readSeconds(text)).toBe(value);
});

it.each([
  ["3", 3],
  ["3.5", Number.NaN],
  ["", Number.NaN],
])("readWhole(%j)", (text, value) => {
  expect(readWhole(text)).toBe(value);
});
