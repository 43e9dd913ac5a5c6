// The pidbox of one simulated worker: is the message for it, which command, which answer (docs/protocol/control.md D1,
// D2). A solo worker that is busy answers only when its task has ended. What cannot be read is ignored.
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import { parseJson } from "#lib/kombu/parse-json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { checkArguments, failed } from "./control/command.ts";
import { COMMANDS } from "./control/commands.ts";
import { type ControlRequest, isAddressed, readRequest } from "./control/request.ts";
import { encodeReply } from "./envelopes.ts";
import { isListening, type Worker } from "./worker.ts";
import type { World } from "./world.ts";

/** How often a busy solo worker's message is looked at again. */
const SOLO_RETRY_MS = 20;

export function readControl(world: World, hostname: string, envelope: Uint8Array): void {
  const worker = world.workers.find((candidate) => candidate.definition.hostname === hostname);
  const request = decodeRequest(envelope);
  if (worker === undefined || request === null || !isAddressed(request, hostname)) return;
  handleSoon(world, worker, request, worker.generation, world.random.between(1.5, 18));
}

function handleSoon(
  world: World,
  worker: Worker,
  request: ControlRequest,
  generation: number,
  delayMs: number,
): void {
  world.timeline.in(delayMs, () => {
    if (worker.generation !== generation || !isListening(worker)) return;
    const busy = worker.definition.pool === "solo" && worker.running.size > 0;
    if (busy) handleSoon(world, worker, request, generation, SOLO_RETRY_MS);
    else handle(world, worker, request);
  });
}

function handle(world: World, worker: Worker, request: ControlRequest): void {
  const value = run(world, worker, request);
  if (value === undefined || request.replyTo === null) return;
  worker.clock += 1;
  const to = { routingKey: request.replyTo, ticket: request.ticket, clock: worker.clock };
  const envelope = encodeReply(worker.definition.hostname, value, to, world.random);
  world.outbox.push({ kind: "reply", routingKey: request.replyTo, envelope });
}

/** undefined: no reply is sent, as for `shutdown`. */
function run(world: World, worker: Worker, request: ControlRequest): WireJson {
  const command = COMMANDS.get(request.method);
  if (command === undefined) return failed(`KeyError('${request.method}')`);
  const problem = checkArguments(command, request.args);
  return problem === null ? command.run(world, worker, request.args) : failed(problem);
}

function decodeRequest(envelope: Uint8Array): ControlRequest | null {
  const message = decodeEnvelope(envelope);
  if (!message.ok) return null;
  const body = parseJson(new TextDecoder().decode(message.value.body));
  return body.ok ? readRequest(body.value) : null;
}
