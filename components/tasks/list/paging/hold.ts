// Whether the list flows or stands still, and up to which task. It flows only while nothing holds it; the moment something
// does, `until` is fixed at the newest task then known, and newer ones gather behind "+N new" (hold.test.ts).

export const HOLD_REASONS = [
  "scrolled",
  "selected",
  "cursor",
  "pointer",
  "menu",
  "paused",
  "hidden",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export interface HoldState {
  readonly reasons: readonly HoldReason[];
  /** Ordinal of the newest task shown; null: live. */
  readonly until: number | null;
  /** The newest ordinal known; null before the first answer. */
  readonly newest: number | null;
}

export type HoldAction =
  | { readonly kind: "hold"; readonly reason: HoldReason; readonly on: boolean }
  /** The server told the newest ordinal. */
  | { readonly kind: "newest"; readonly newest: number }
  /** The user asked for what is new: what he did to the list is undone, what remains holds it at the newest. */
  | { readonly kind: "catch-up" }
  /** Another filter or order: nothing is scrolled, selected or pointed at any more. */
  | { readonly kind: "reset" };

export const LIVE: HoldState = { reasons: [], until: null, newest: null };

const OWN: readonly HoldReason[] = ["scrolled", "selected", "cursor", "pointer"];
const GIVEN_UP_ON_CATCH_UP: readonly HoldReason[] = ["scrolled", "cursor", "pointer"];

export function reduceHold(state: HoldState, action: HoldAction): HoldState {
  switch (action.kind) {
    case "hold":
      return withReason(state, action.reason, action.on);
    case "newest":
      return seen(state, action.newest);
    case "catch-up":
      return refrozen(state, without(state.reasons, GIVEN_UP_ON_CATCH_UP));
    case "reset":
      return refrozen(state, without(state.reasons, OWN));
  }
}

/** Rows keep their order too while somebody may be about to click one of them. */
export function keepsOrder(state: HoldState): boolean {
  return state.reasons.some((reason) => reason !== "scrolled" && reason !== "hidden" && reason !== "paused");
}

function withReason(state: HoldState, reason: HoldReason, on: boolean): HoldState {
  if (state.reasons.includes(reason) === on) return state;
  const reasons = on ? [...state.reasons, reason] : without(state.reasons, [reason]);
  if (reasons.length === 0) return { ...state, reasons, until: null };
  return { ...state, reasons, until: state.until ?? state.newest };
}

function seen(state: HoldState, newest: number): HoldState {
  if (newest === state.newest) return state;
  // Held before the first answer came: this is the moment to stand still at.
  const until = state.reasons.length > 0 && state.until === null ? newest : state.until;
  return { ...state, newest, until };
}

function refrozen(state: HoldState, reasons: readonly HoldReason[]): HoldState {
  return { ...state, reasons, until: reasons.length === 0 ? null : state.newest };
}

function without(reasons: readonly HoldReason[], gone: readonly HoldReason[]): readonly HoldReason[] {
  return reasons.filter((reason) => !gone.includes(reason));
}
