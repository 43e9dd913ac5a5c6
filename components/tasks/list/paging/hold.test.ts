import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOLD_REASONS, type HoldAction, type HoldState, keepsOrder, LIVE, reduceHold } from "./hold.ts";

const following = (...actions: HoldAction[]): HoldState => actions.reduce(reduceHold, LIVE);
const newest = (ordinal: number): HoldAction => ({ kind: "newest", newest: ordinal });
const hold = (reason: HoldState["reasons"][number], on = true): HoldAction => ({ kind: "hold", reason, on });

describe("reduceHold", () => {
  it("stands still at the newest task when it is scrolled, and goes on at the top", () => {
    expect(following(newest(7), hold("scrolled")).until).toBe(7);
    expect(following(newest(7), hold("scrolled"), newest(9)).until).toBe(7);
    expect(following(newest(7), hold("scrolled"), newest(9), hold("scrolled", false)).until).toBeNull();
  });

  it("keeps standing while another reason is left", () => {
    const state = following(newest(7), hold("selected"), newest(9), hold("pointer"), hold("pointer", false));
    expect(state).toMatchObject({ until: 7, reasons: ["selected"] });
  });

  it("stands still at the first answer when it was held before it", () => {
    expect(following(hold("paused"), newest(3)).until).toBe(3);
  });

  it("catches up: live again, or held at what is newest now where a selection or the pause remains", () => {
    expect(following(newest(7), hold("scrolled"), newest(9), { kind: "catch-up" })).toMatchObject({
      until: null,
      reasons: [],
    });
    expect(following(newest(7), hold("selected"), newest(9), { kind: "catch-up" }).until).toBe(9);
  });

  it("forgets with a new filter what was done to the old list, not the pause", () => {
    const state = following(newest(7), hold("scrolled"), hold("paused"), newest(9), { kind: "reset" });
    expect(state).toMatchObject({ until: 9, reasons: ["paused"] });
  });

  it("is live exactly while nothing holds it, in any order of things", () => {
    const action = fc.oneof(
      fc.nat(100).map(newest),
      fc.tuple(fc.constantFrom(...HOLD_REASONS), fc.boolean()).map(([reason, on]) => hold(reason, on)),
      fc.constantFrom<HoldAction>({ kind: "catch-up" }, { kind: "reset" }),
    );
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const state = following(newest(1), ...actions);
        expect(state.until === null).toBe(state.reasons.length === 0);
      }),
    );
  });

  it("keeps the order only where a click may be coming", () => {
    expect(keepsOrder(following(hold("scrolled")))).toBe(false);
    expect(keepsOrder(following(hold("scrolled"), hold("pointer")))).toBe(true);
  });
});
