// What was asked on the command line.
import type { TargetOptions } from "./choose-target.ts";
import type { Send } from "./target.ts";

export interface CommonOptions extends TargetOptions {
  readonly json?: boolean;
  readonly reason?: string;
}

export type Request =
  | { readonly kind: "send"; readonly send: Send; readonly options: CommonOptions }
  | {
      readonly kind: "purge";
      readonly queues: readonly string[];
      readonly options: CommonOptions & { readonly force?: boolean };
    }
  | { readonly kind: "events"; readonly words: readonly string[]; readonly options: CommonOptions }
  | {
      readonly kind: "tasks";
      readonly words: readonly string[];
      readonly options: CommonOptions & { readonly limit?: string };
    }
  | {
      readonly kind: "acknowledge" | "unacknowledge";
      readonly key: string;
      readonly note: string | null;
      readonly options: CommonOptions;
    }
  | { readonly kind: "workers" | "status"; readonly options: CommonOptions };
