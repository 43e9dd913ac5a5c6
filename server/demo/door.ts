// The way to the demo's clock for the process that started Umbel, and for nobody else: a test holds the cluster still,
// lets so much time pass as it needs, and lets it go. Messages come over the channel that a parent opens to its child;
// the engine lives in another thread. Commands and answers are those of `DoorMessage` and `DoorAnswer`.
import { BroadcastChannel } from "node:worker_threads";
import { z } from "zod";
import type { Demo } from "./start-demo.ts";

const DoorMessage = z.object({
  /** Comes back with the answer. */
  id: z.number(),
  demo: z.discriminatedUnion("do", [
    z.object({ do: z.literal("freeze") }),
    z.object({ do: z.literal("step"), ms: z.number().min(0).max(3_600_000) }),
    z.object({ do: z.literal("resume") }),
  ]),
});
export type DoorMessage = z.infer<typeof DoorMessage>;

/** The demo's time once that is done, epoch ms. */
export interface DoorAnswer {
  readonly answers: number;
  readonly now: number;
}

const COMMANDS = "umbel-demo-commands";
const ANSWERS = "umbel-demo-answers";

/** Of the process: its way to the one that started it. */
type Parent = Pick<NodeJS.Process, "send" | "on" | "channel">;

/** In the process' first thread. Without a parent that listens it does nothing. */
export function openDoor(parent: Parent): void {
  if (parent.send === undefined) return;
  const commands = new BroadcastChannel(COMMANDS);
  const answers = new BroadcastChannel(ANSWERS);
  answers.onmessage = ({ data }) => parent.send?.(data);
  parent.on("message", (message) => {
    if (DoorMessage.safeParse(message).success) commands.postMessage(message);
  });
  for (const channel of [commands, answers]) channel.unref();
  parent.channel?.unref();
}

/** In the thread that the demo runs in. */
export function answerAtDoor(demo: Demo): Demo {
  const commands = new BroadcastChannel(COMMANDS);
  const answers = new BroadcastChannel(ANSWERS);
  for (const channel of [commands, answers]) channel.unref();
  // One after the other: time cannot be let go in the middle of a step.
  let last: Promise<void> = Promise.resolve();
  commands.onmessage = ({ data }) => {
    const { id, demo: command } = DoorMessage.parse(data);
    last = last.then(async () => {
      const now = await carryOut(demo, command);
      answers.postMessage({ answers: id, now } satisfies DoorAnswer);
    });
  };
  return {
    ...demo,
    stop() {
      commands.close();
      answers.close();
      demo.stop();
    },
  };
}

function carryOut(demo: Demo, command: DoorMessage["demo"]): number | Promise<number> {
  if (command.do === "freeze") return demo.freeze();
  return command.do === "step" ? demo.step(command.ms) : demo.resume();
}
