// The opcodes of pickle that build plain values and ids, and nothing else: what is not in this table is refused.
// Numbers and order as in Python's pickletools.
import { setKey } from "./object.ts";
import { PickleError, type PickleMachine } from "./pickle-machine.ts";
import { buildUuid, makeUuid, nameClass } from "./pickle-uuid.ts";

type Run = (machine: PickleMachine) => void;

export const PICKLE_OPCODES: ReadonlyMap<number, Run> = new Map<number, Run>([
  // framing and bookkeeping
  [0x80, (m) => void m.uint8()], // PROTO
  [0x95, (m) => void m.uint64()], // FRAME
  [0x28, (m) => m.mark()], // MARK
  [0x30, (m) => void m.pop()], // POP
  [0x31, (m) => void m.popToMark()], // POP_MARK
  [0x32, (m) => m.push(m.top())], // DUP
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x71, (m) => m.remember(m.uint8())], // BINPUT
  [0x72, (m) => m.remember(m.uint32())], // LONG_BINPUT
  [0x68, (m) => m.push(m.recall(m.uint8()))], // BINGET
  [0x6a, (m) => m.push(m.recall(m.uint32()))], // LONG_BINGET
  // atoms
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4b, (m) => m.push(m.uint8())], // BININT1
  [0x4d, (m) => m.push(m.uint16())], // BININT2
  [0x4a, (m) => m.push(m.int32())], // BININT
  [0x8a, (m) => m.push(m.long(m.uint8()))], // LONG1
  [0x8b, (m) => m.push(m.long(m.uint32()))], // LONG4
  [0x47, (m) => m.push(m.float64())], // BINFLOAT
  // text and bytes
  [0x8c, (m) => m.push(m.text(m.uint8()))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(m.text(m.uint32()))], // BINUNICODE
  [0x8d, (m) => m.push(m.text(m.uint64()))], // BINUNICODE8
  [0x43, (m) => m.push(m.bytes(m.uint8()))], // SHORT_BINBYTES
  [0x42, (m) => m.push(m.bytes(m.uint32()))], // BINBYTES
  [0x8e, (m) => m.push(m.bytes(m.uint64()))], // BINBYTES8
  [0x96, (m) => m.push(m.bytes(m.uint64()))], // BYTEARRAY8
  [0x55, (m) => m.push(m.bytes(m.uint8()))], // SHORT_BINSTRING (Python 2)
  [0x54, (m) => m.push(m.bytes(m.uint32()))], // BINSTRING (Python 2)
  // containers
  [0x5d, (m) => m.push([])], // EMPTY_LIST
  [0x29, (m) => m.push([])], // EMPTY_TUPLE
  [0x8f, (m) => m.push([])], // EMPTY_SET
  [0x7d, (m) => m.push({})], // EMPTY_DICT
  [0x85, (m) => m.push(m.popMany(1))], // TUPLE1
  [0x86, (m) => m.push(m.popMany(2))], // TUPLE2
  [0x87, (m) => m.push(m.popMany(3))], // TUPLE3
  [0x74, (m) => m.push(m.popToMark())], // TUPLE
  [0x6c, (m) => m.push(m.popToMark())], // LIST
  [0x91, (m) => m.push(m.popToMark())], // FROZENSET
  [0x64, (m) => m.push(fill({}, m.popToMark()))], // DICT
  [0x61, (m) => append(m, [m.pop()])], // APPEND
  [0x65, (m) => append(m, m.popToMark())], // APPENDS
  [0x90, (m) => append(m, m.popToMark())], // ADDITEMS
  [0x73, (m) => setItems(m, m.popMany(2))], // SETITEM
  [0x75, (m) => setItems(m, m.popToMark())], // SETITEMS
  // uuid.UUID
  [0x93, nameClass], // STACK_GLOBAL
  [0x81, makeUuid], // NEWOBJ
  [0x62, buildUuid], // BUILD
]);

function append(machine: PickleMachine, members: readonly unknown[]): void {
  const list = machine.top();
  if (!Array.isArray(list)) throw new PickleError("broken", "append to what is not a list");
  for (const member of members) list.push(member);
}

function setItems(machine: PickleMachine, items: readonly unknown[]): void {
  const dict = machine.top();
  const isDict =
    typeof dict === "object" && dict !== null && Object.getPrototypeOf(dict) === Object.prototype;
  if (!isDict) throw new PickleError("broken", "set item of what is not a dict");
  fill(dict as Record<string, unknown>, items); // only EMPTY_DICT and DICT make such objects
}

function fill(dict: Record<string, unknown>, items: readonly unknown[]): Record<string, unknown> {
  if (items.length % 2 !== 0) throw new PickleError("broken", "a key without a value");
  for (let i = 0; i < items.length; i += 2) setKey(dict, keyText(items[i]), items[i + 1]);
  return dict;
}

/** Keys as Python prints them. Keys that are containers would have to be printed without bound: refused. */
function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  if (typeof key === "number" || typeof key === "bigint") return String(key);
  if (typeof key === "boolean") return key ? "True" : "False";
  if (key === null) return "None";
  throw new PickleError("opaque", "a dict key that is neither text nor a number");
}
