// Calls into a thread that wait for their answer. All of them end: with the answer, in time, or when the thread is gone.
import { UmbelError } from "#lib/api/error.ts";
import { unpackError, type WireError } from "./protocol.ts";

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  #next = 1;

  /** `begin` gets the number under which the answer will come. */
  add(timeoutMs: number, begin: (id: number) => void): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#calls.delete(id);
        reject(new UmbelError("timeout", "The engine did not answer in time."));
      }, timeoutMs);
      this.#calls.set(id, { resolve, reject, timer });
      begin(id);
    });
  }

  answer(id: number, value: unknown): void {
    this.#take(id)?.resolve(value);
  }

  fail(id: number, error: WireError): void {
    this.#take(id)?.reject(unpackError(error));
  }

  failAll(error: Error): void {
    for (const id of [...this.#calls.keys()]) this.#take(id)?.reject(error);
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    if (call !== undefined) clearTimeout(call.timer);
    this.#calls.delete(id);
    return call;
  }
}
