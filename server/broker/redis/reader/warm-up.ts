// Makes the reader's code run fast before there is anything to read: interpreted, it is several times slower than a
// broker sends, and the first burst after a start would be lost. It takes some milliseconds of a core, once a thread, and
// leaves nothing but what was compiled.
import { Batcher } from "./batcher.ts";
import { Intake } from "./intake.ts";

const ROUNDS = 24;
const MESSAGES = 300;
/** No multiple of a message, so that reads end anywhere, as those of a socket do. */
const READ_BYTES = 60_001;
/** Sizes of an event and of a few in one message. */
const PAYLOAD_BYTES = [500, 900, 1_400];

let isWarm = false;

/** Reads made-up messages by the way that real ones take. Answers how many, 0 when that was done before. */
export function warmUp(): number {
  if (isWarm) return 0;
  isWarm = true;
  const batcher: Batcher = new Batcher(({ buffer, used }) => batcher.release(buffer, used), READ_BYTES * 20);
  const intakes = [false, true].map(
    (severalNames) => new Intake({ batcher, severalNames, onAnswer: () => undefined }),
  );
  const stream = traffic();
  for (let round = 0; round < ROUNDS; round += 1) {
    // Most clusters have one name.
    const intake = intakes[round % 8 === 7 ? 1 : 0];
    for (let at = 0; at < stream.length; at += READ_BYTES) {
      intake?.take(stream.subarray(at, at + READ_BYTES));
    }
  }
  return batcher.messages;
}

function traffic(): Uint8Array {
  const pattern = "/0.celeryev/*";
  const channel = "/0.celeryev/task.multi";
  const frames = Array.from({ length: MESSAGES }, (_, index) => {
    const payload = "x".repeat(PAYLOAD_BYTES[index % PAYLOAD_BYTES.length] ?? 0);
    const words = ["pmessage", pattern, channel, payload];
    return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`;
  });
  // Not a Buffer, which is another kind of object to compile for: what a socket is read into is none either.
  return Uint8Array.from(Buffer.from(frames.join(""), "latin1"));
}
