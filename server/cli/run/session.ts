// What every subcommand has at hand.
import type { Target } from "../target.ts";

export interface Session {
  readonly target: Target;
  /** For machines: JSON on stdout, one object, or one a line. */
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when the person wants it to end (Ctrl-C). */
  readonly interrupted: Promise<void>;
  readonly now: () => number;
}
