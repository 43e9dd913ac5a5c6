// Opens the socket of a reader for ioredis, but so that everything it receives is read into one piece of memory that is
// used again: a socket's own way makes a buffer for every read, and at hundreds of megabytes a second that is most of
// what reading costs.
import { createConnection, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { AbstractConnector, type RedisOptions } from "ioredis";

const BUFFER_BYTES = 1024 * 1024;

export class BulkSocket {
  /** Takes what is received, valid during the call; as long as it is null, ioredis gets it. */
  onRead: ((bytes: Uint8Array) => void) | null = null;

  /** For the options of one `Redis`. */
  readonly Connector: NonNullable<RedisOptions["Connector"]>;

  constructor() {
    const bulk = this;
    this.Connector = class extends AbstractConnector {
      readonly #options: RedisOptions;

      constructor(options: unknown) {
        const given = options as RedisOptions; // ioredis hands over its own options
        super(given.disconnectTimeout ?? 2_000);
        this.#options = given;
      }

      async connect(): Promise<Socket> {
        this.connecting = true;
        // As ioredis does: an error of the socket must find its listeners.
        await null;
        if (!this.connecting) throw new Error("Connection is closed.");
        const stream = bulk.#open(this.#options);
        stream.once("error", (error) => {
          this.firstError = error;
        });
        this.stream = stream;
        return stream;
      }
    };
  }

  #open({ path, host, port, tls }: RedisOptions): Socket {
    const address = path ? { path } : { host, port };
    const callback = (size: number, buffer: Uint8Array) => {
      const bytes = buffer.subarray(0, size);
      if (this.onRead !== null) this.onRead(bytes);
      else socket.emit("data", Buffer.from(bytes));
      return true;
    };
    const options = { ...address, onread: { buffer: new Uint8Array(BUFFER_BYTES), callback } };
    const socket: Socket =
      tls === undefined
        ? createConnection(options as TcpNetConnectOpts) // `path` or `host`: both are of NetConnectOpts
        : connectTls({ ...options, ...tls } as ConnectionOptions); // `onread` is missing in its types
    return socket;
  }
}
