// Tests only: a line run as `umbel` would run it, with what it printed.
import { runLine } from "./run-line.ts";

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Nothing interrupts it, and it reads no input, unless `more` says so. */
export async function captureLine(
  words: readonly string[],
  more: Partial<Parameters<typeof runLine>[1]> = {},
): Promise<Ran> {
  const ran = { out: "", err: "" };
  const status = await runLine([...words], {
    env: {},
    version: "1.2.3",
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
    input: null,
    interrupted: new Promise(() => undefined),
    ...more,
  });
  return { ...ran, status };
}
