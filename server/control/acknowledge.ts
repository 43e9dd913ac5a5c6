// Acknowledging a finding: it is known, by whom, and why it may stay. The board ends an acknowledgement with its finding
// (lib/live/findings/acknowledgements.ts); here it is remembered and forgotten.
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { countOf, type Finding } from "#lib/live/findings/finding.ts";
import { maskText } from "#lib/mask.ts";
import type { Engine } from "../engine/port.ts";
import type { AcknowledgementBook } from "./acknowledgement-book.ts";
import type { Acknowledging, Action } from "./port.ts";

export interface AcknowledgeDeps {
  readonly engine: Pick<Engine, "query" | "tell" | "onTick">;
  readonly book: AcknowledgementBook;
  readonly runAction: <T>(actor: Actor, action: Action, work: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
}

/** The engine is told at once what is remembered from an earlier run. */
export function createAcknowledging(deps: AcknowledgeDeps): Acknowledging {
  const { engine, book, now } = deps;
  const tell = () => engine.tell("acknowledgements", book.all());
  tell();
  engine.onTick(({ findings: { unacknowledged } }) => {
    const known = unacknowledged.filter((key) => book.get(key) !== null);
    if (known.length === 0) return;
    for (const key of known) void book.remove(key);
    tell();
  });
  const change = <T>(
    actor: Actor,
    action: Pick<Action, "name" | "title" | "args" | "reason">,
    work: () => Promise<T>,
  ) => deps.runAction(actor, { ...action, permission: "control" }, work);
  return {
    acknowledge: (actor, key, text) =>
      change(
        actor,
        { name: "acknowledge_finding", title: "Acknowledge finding", args: { finding: key }, reason: text },
        async () => {
          const found = await find(engine, key);
          // As the audit log: people paste addresses, passwords included.
          const note = text === null ? null : maskText(text);
          const count = countOf(found);
          await book.put({ key, level: found.level, count, at: now(), by: actor.name, note });
          tell();
          return find(engine, key);
        },
      ),
    unacknowledge: (actor, key, reason) =>
      change(
        actor,
        { name: "unacknowledge_finding", title: "Undo acknowledgement", args: { finding: key }, reason },
        async () => {
          const found = await find(engine, key);
          if (book.get(key) === null)
            throw new UmbelError("conflict", `${found.subject} is not acknowledged.`);
          await book.remove(key);
          tell();
          return find(engine, key);
        },
      ),
  };
}

async function find(engine: AcknowledgeDeps["engine"], key: string): Promise<Finding> {
  const found = await engine.query("finding", { key });
  if (found === null) throw new UmbelError("not_found", `No finding ${key} is open.`);
  return found;
}
