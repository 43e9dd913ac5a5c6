// @vitest-environment jsdom
// Guards: what is not known any more is not passed over in silence.
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { DeedsCard } from "./deeds-card.tsx";

vi.mock("../../live/use-me.ts", () => ({ useMe: () => ({ role: "admin" }) }));
vi.mock("../../live/use-audit-news.ts", () => ({ useAuditNews: () => 0 }));
vi.mock("../../live/use-zone.ts", () => ({ useZone: () => "utc" }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (since: number | null) => {
  const answer = vi.fn(async () => Response.json({ entries: [], since }));
  vi.stubGlobal("fetch", answer);
  render(<DeedsCard uuid="a" firstSeenAt={100} />);
  return waitFor(() => expect(answer).toHaveBeenCalled());
};

it("says from when on it knows what was done, when older entries are gone since the task was first seen", async () => {
  await show(200);
  expect((await screen.findByText(/Nothing since/)).textContent).toContain("not in memory any more");
});

it("is not there when nothing was done and nothing is forgotten", async () => {
  await show(null);
  expect(screen.queryByText("Done to this task")).toBeNull();
  cleanup();
  await show(50);
  expect(screen.queryByText("Done to this task")).toBeNull();
});
