// Nobody is heard: do workers of this virtual host speak on exchanges of other names? The management API tells who is bound
// to what; without it, that an exchange was not there before Umbel came tells that nobody has used it. The same for commands
// when events are heard, but nobody answers.
import type { BrokerNotice } from "#lib/live/views.ts";
import type { AmqpApi, ApiBinding } from "./api.ts";
import type { AmqpNames } from "./topology.ts";

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
  /** How many events and how many replies came so far. */
  readonly heard: () => number;
  readonly answered: () => number;
  readonly silenceMs: number;
  readonly onNotices: (notices: readonly BrokerNotice[]) => void;
}

/** Looks after so long without any event or reply, and again while that lasts; ends with the signal. */
export function watchSilence(options: SilenceOptions, signal: AbortSignal): void {
  const [heard, answered] = [options.heard(), options.answered()];
  const silent = () => !signal.aborted && options.heard() === heard;
  const unanswered = () => !signal.aborted && options.answered() === answered;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const told = silent() || unanswered() ? await options.api?.bindings(signal).catch(() => null) : null;
    if (signal.aborted) return;
    const bindings = told ?? null;
    const { missing, names } = options;
    const ofCommands = unanswered() ? commandsElsewhere(bindings, names) : null;
    const notice = silent() ? elsewhere(bindings, missing, names) : ofCommands;
    options.onNotices(notice === null ? [] : [notice]);
    // Workers may also have remote control switched off: without a sign of others that is not asked for ever.
    if (silent() || notice !== null) wait(AGAIN_MS);
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
    subject: "No worker events arrive here",
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

/** Events are heard, commands are not answered. Only the management API can tell: since Umbel came, all is there. */
function commandsElsewhere(
  bindings: readonly ApiBinding[] | null,
  { controlExchange }: AmqpNames,
): BrokerNotice | null {
  const theirs = controlExchanges(bindings ?? []);
  const options = differing("control_exchange", theirs, controlExchange);
  if (Object.keys(options).length === 0) return null;
  return {
    key: "amqp-commands-elsewhere",
    level: "warn",
    subject: "No worker receives commands here",
    text: `(exchange ${controlExchange}), but workers listen on ${theirs.slice(0, MAX_SHOWN).join(", ")}. If those are yours: set --broker-transport-options '${JSON.stringify(options)}'`,
  };
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
