// Reads pickles of plain values (docs/protocol/results.md F4): None, booleans, numbers, text, bytes, lists, tuples,
// sets, dicts. Any opcode that could name or call Python code makes the whole pickle "opaque". Tuples and sets become
// arrays, dict keys text. One pass over the bytes; stack, memo and work are bounded by MAX_STEPS.
import { bad, ok, type Result } from "../result.ts";
import { PickleError, PickleMachine } from "./pickle-machine.ts";
import { PICKLE_OPCODES } from "./pickle-opcodes.ts";

export type PickleReason = "opaque" | "broken" | "too-large";

const MAX_STEPS = 1_000_000;
const STOP = 0x2e;

export function readPickle(bytes: Uint8Array): Result<unknown, PickleReason> {
  const machine = new PickleMachine(bytes);
  try {
    for (let step = 0; step < MAX_STEPS; step++) {
      const opcode = machine.uint8();
      if (opcode === STOP) return ok(machine.pop());
      const run = PICKLE_OPCODES.get(opcode);
      if (run === undefined) return bad("opaque", `opcode 0x${opcode.toString(16)} is not a plain value`);
      run(machine);
    }
    return bad("too-large", `more than ${MAX_STEPS} steps`);
  } catch (error) {
    if (error instanceof PickleError) return bad(error.reason, error.message);
    return bad("broken", String(error));
  }
}
