// `uuid.UUID`, the one class that a pickle may name here: an id may be one. It becomes what kombu writes for it in JSON.
import { isRecord } from "./object.ts";
import { PickleError, type PickleMachine } from "./pickle-machine.ts";

const UUID_CLASS = Symbol("uuid.UUID");
const LARGEST = 1n << 128n;

/** STACK_GLOBAL: any other class makes the pickle opaque. */
export function nameClass(machine: PickleMachine): void {
  const [module, name] = machine.popMany(2);
  if (module !== "uuid" || name !== "UUID")
    throw new PickleError("opaque", "opcode 0x93 is not a plain value");
  machine.push(UUID_CLASS);
}

/** NEWOBJ: the value comes with BUILD, and what was memoized meanwhile must be the same object. */
export function makeUuid(machine: PickleMachine): void {
  const [made] = machine.popMany(2);
  if (made !== UUID_CLASS) throw new PickleError("opaque", "opcode 0x81 is not a plain value");
  machine.push({ __type__: "uuid", __value__: { hex: null } });
}

/** BUILD, with the attributes of a UUID. */
export function buildUuid(machine: PickleMachine): void {
  const state = machine.pop();
  const uuid = machine.top();
  const value = isRecord(uuid) && uuid.__type__ === "uuid" ? uuid.__value__ : null;
  const whole = isRecord(state) ? state.int : null;
  if (!isRecord(value) || (typeof whole !== "bigint" && typeof whole !== "number")) {
    throw new PickleError("opaque", "opcode 0x62 is not a plain value");
  }
  const number = Number.isSafeInteger(whole) || typeof whole === "bigint" ? BigInt(whole) : -1n;
  if (number < 0n || number >= LARGEST) throw new PickleError("broken", "a UUID of more than 128 bits");
  value.hex = number.toString(16).padStart(32, "0");
}
