// What a queue's name says. kombu makes names of its own for queues that belong to one process: such a name means nothing
// to people, and there is a new one with every start.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_LENGTH = 36;
/** `Broadcast(name)` without a queue's name (kombu.common). */
const BROADCAST = "bcast";

/** `news` of `news.<uuid>`; null: no uuid ends it. Costs next to nothing for names that people give. */
export function generatedPrefix(name: string): string | null {
  const dot = name.length - UUID_LENGTH - 1;
  if (dot <= 0 || name[dot] !== "." || !UUID.test(name.slice(dot + 1))) return null;
  return name.slice(0, dot);
}

/**
 * The broadcast that a queue of one process belongs to: its exchange, which is what `Broadcast(name)` is called by. null:
 * it is a queue by itself. `isFanout`: whether that exchange is known to send to everybody.
 */
export function broadcastOf(name: string, exchange: string | null, isFanout: boolean): string | null {
  const prefix = generatedPrefix(name);
  if (prefix === null || (prefix !== BROADCAST && !isFanout)) return null;
  return exchange === null || exchange === "" ? prefix : exchange;
}

/** Queues of events, commands and answers hold no tasks. */
export function holdsTasks(name: string, eventExchange = "celeryev"): boolean {
  return name !== "" && !name.endsWith(".pidbox") && !name.startsWith(`${eventExchange}.`);
}
