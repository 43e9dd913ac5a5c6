// Names of Celery's exchanges and of the keys kombu derives from them (celery-wire.md 0 and A2), for a default configuration.

export const EVENT_EXCHANGE = "celeryev";
export const CONTROL_EXCHANGE = "celery.pidbox";
export const REPLY_EXCHANGE = "reply.celery.pidbox";

/** Joins the members of a binding and the priority suffix of a list. */
export const SEP = "\x06\x16";
/** One Redis list per step; 0 is the queue's own name and the most urgent. */
const PRIORITY_STEPS = [0, 3, 6, 9] as const;
export const BINDING_PREFIX = "_kombu.binding.";

/** Name of the reply queue of a client with this routing key. */
export function replyQueue(oid: string): string {
  return `${oid}.${REPLY_EXCHANGE}`;
}

/** Member of `_kombu.binding.<exchange>`: routing key, pattern, queue. */
export function bindingMember(routingKey: string, queue: string): string {
  return `${routingKey}${SEP}${SEP}${queue}`;
}

/** The lists a queue is spread over, most urgent first. */
export function priorityLists(queue: string): readonly string[] {
  return PRIORITY_STEPS.map((step) => listOf(queue, step));
}

/** The list of a message with this priority: that of the largest step not above it. */
export function priorityList(queue: string, priority: number): string {
  const steps = PRIORITY_STEPS.filter((step) => step <= priority);
  return listOf(queue, steps.at(-1) ?? PRIORITY_STEPS[0]);
}

function listOf(queue: string, step: number): string {
  return step === 0 ? queue : `${queue}${SEP}${step}`;
}
