// Findings about bounds that were reached: what is shown is not all there is.
import { BOUNDS, type BoundReached, type BoundSpec } from "../../bounds/bounds.ts";
import type { FindingRow } from "../views.ts";

export function boundFindings(reached: readonly BoundReached[]): readonly FindingRow[] {
  return reached
    .filter(({ name }) => (BOUNDS[name] as BoundSpec).quiet !== true)
    .map(({ name, text }) => {
      return {
        key: `bound:${name}`,
        level: "warn",
        subject: "Not all is shown:",
        text,
        since: null,
        action: null,
      } satisfies FindingRow;
    });
}
