// Findings about bounds that were reached: what is shown is not all there is.
import { BOUNDS, type BoundSpec } from "../../bounds/bounds.ts";
import type { Finder } from "./finder.ts";

export const REACHED_BOUNDS: Finder = {
  needsBroker: false,
  most: Object.keys(BOUNDS).length,
  rest: null,
  find: ({ picture }) =>
    picture.bounds
      .reached()
      .filter(({ name }) => (BOUNDS[name] as BoundSpec).quiet !== true)
      .map(({ name, text, limit, dropped }) => ({
        key: `bound:${name}`,
        kind: "bound",
        level: "warn",
        subject: "Not everything is shown:",
        text,
        evidence: { limit, dropped },
        since: null,
        action: null,
      })),
};
