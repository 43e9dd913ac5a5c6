// Outcome of reading a stranger's input. Decoders return it; they never throw.

/** Either a value, or a closed reason code with a short detail for people. */
export type Result<T, R extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R; readonly detail: string };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function bad<R extends string>(reason: R, detail = ""): { ok: false; reason: R; detail: string } {
  return { ok: false, reason, detail };
}
