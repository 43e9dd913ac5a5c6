// Nobody is heard: do workers of this virtual host speak on exchanges of other names? The management API tells who is bound
// to what; without it, that an exchange was not there before Umbel came tells that nobody has used it.
import type { BrokerNotice } from "#lib/live/views.ts";
import type { AmqpApi, ApiBinding } from "./amqp-api.ts";
import type { AmqpNames } from "./amqp-topology.ts";

const AGAIN_MS = 30_000;
const MAX_SHOWN = 3;
/** Every worker binds the queue of its gossip with this key. */
const GOSSIP_KEY = "worker.#";
const PIDBOX = ".pidbox";

export interface SilenceOptions {
  readonly names: AmqpNames;
  readonly api: AmqpApi | null;
  /** Exchanges that Umbel had to make. */
  readonly missing: ReadonlySet<string>;
  /** How many events came so far. */
  readonly heard: () => number;
  readonly silenceMs: number;
  readonly onNotices: (notices: readonly BrokerNotice[]) => void;
}

/** Looks after so long without any event, and again while that lasts; ends with the signal. */
export function watchSilence(options: SilenceOptions, signal: AbortSignal): void {
  const before = options.heard();
  const silent = () => !signal.aborted && options.heard() === before;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const bindings = await options.api?.bindings(signal).catch(() => null);
    const notice = silent() ? elsewhere(bindings ?? null, options.missing, options.names) : null;
    if (signal.aborted) return;
    options.onNotices(notice === null ? [] : [notice]);
    if (silent()) wait(AGAIN_MS);
  };
  const wait = (ms: number) => {
    timer = setTimeout(() => void look(), ms);
  };
  wait(options.silenceMs);
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}

/** null: nothing is known that would explain the silence. */
function elsewhere(
  bindings: readonly ApiBinding[] | null,
  missing: ReadonlySet<string>,
  names: AmqpNames,
): BrokerNotice | null {
  const here = `(exchange ${names.eventExchange})`;
  const notice = (text: string): BrokerNotice => ({
    key: "amqp-elsewhere",
    level: "warn",
    subject: "No worker is heard here",
    text: `${here}${text}`,
  });
  const [event, control] =
    bindings === null ? [[], []] : [eventExchanges(bindings), controlExchanges(bindings)];
  const options = {
    ...differing("event_exchange", event, names.eventExchange),
    ...differing("control_exchange", control, names.controlExchange),
  };
  if (Object.keys(options).length > 0) {
    const theirs = new Set([...event, ...control]);
    for (const ours of [names.eventExchange, names.controlExchange]) theirs.delete(ours);
    return notice(
      `, but workers use ${[...theirs].slice(0, MAX_SHOWN).join(", ")} on this virtual host. If those are yours: set --broker-transport-options '${JSON.stringify(options)}'`,
    );
  }
  if (!missing.has(names.eventExchange)) return null;
  return notice(
    ": it was not there before Umbel came, so no worker of this event_exchange has been on this virtual host. Check the virtual host of the broker URL, and set event_exchange and control_exchange in --broker-transport-options as the application does",
  );
}

function eventExchanges(bindings: readonly ApiBinding[]): readonly string[] {
  return distinct(bindings.filter(({ key }) => key === GOSSIP_KEY));
}

function controlExchanges(bindings: readonly ApiBinding[]): readonly string[] {
  return distinct(
    bindings.filter(
      ({ source, destination }) =>
        source.endsWith(PIDBOX) && destination.endsWith(`.${source}`) && !/^reply\./.test(source),
    ),
  );
}

function distinct(bindings: readonly ApiBinding[]): readonly string[] {
  return [...new Set(bindings.map(({ source }) => source))].sort();
}

/** The setting that would name theirs; nothing when somebody uses ours. */
function differing(
  setting: string,
  theirs: readonly string[],
  ours: string,
): Readonly<Record<string, string>> {
  const [first] = theirs;
  if (first === undefined || theirs.includes(ours)) return {};
  return { [setting]: first.endsWith(PIDBOX) ? first.slice(0, -PIDBOX.length) : first };
}
