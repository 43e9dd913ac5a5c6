// Guards: answers that come before their drawer are shown once it is there, in order, the newest of them; an id is kept.
import { beforeEach, expect, it, vi } from "vitest";

const drawerOf = (shown: string[]) => {
  const draw = (tone: string) => (title: unknown, options?: { readonly id?: unknown }) => {
    shown.push(`${tone} ${title} ${options?.id}`);
    return String(options?.id);
  };
  return {
    success: draw("success"),
    warning: draw("warning"),
    error: draw("error"),
    loading: draw("loading"),
  };
};

let module: typeof import("./toast.ts");
beforeEach(async () => {
  vi.resetModules();
  module = await import("./toast.ts");
});

it("what was said before is shown when it can be, and replaced by its id", () => {
  const { toast, drawToasts } = module;
  const shown: string[] = [];
  const id = toast.loading("Sending");
  drawToasts(drawerOf(shown));
  expect(shown).toEqual([`loading Sending ${id}`]);
  expect(toast.error("Not sent", { id })).toBe(id);
  expect(toast.success("Sent")).not.toBe(id);
  expect(shown.slice(1, 2)).toEqual([`error Not sent ${id}`]);
  expect(shown).toHaveLength(3);
});

it("of many only the newest wait, and none is shown twice", () => {
  const { toast, drawToasts } = module;
  for (let i = 0; i < 10; i += 1) toast.success(`${i}`);
  const shown: string[] = [];
  drawToasts(drawerOf(shown));
  drawToasts(drawerOf(shown));
  expect(shown.map((line) => line.split(" ")[1])).toEqual(["6", "7", "8", "9"]);
});
