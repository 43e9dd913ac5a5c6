// What the simulation wants done on the broker, in order. The core only lists it; start-demo.ts does it.

export type Outgoing =
  | { readonly kind: "event"; readonly routingKey: string; readonly envelope: Uint8Array }
  | { readonly kind: "reply"; readonly routingKey: string; readonly envelope: Uint8Array }
  | {
      readonly kind: "push";
      readonly queue: string;
      readonly envelope: Uint8Array;
      readonly priority: number;
    }
  | { readonly kind: "pop"; readonly queue: string }
  | { readonly kind: "ack"; readonly queue: string }
  /** A worker begins, or ceases, to listen to the control channel. */
  | { readonly kind: "listen"; readonly hostname: string }
  | { readonly kind: "deafen"; readonly hostname: string };
