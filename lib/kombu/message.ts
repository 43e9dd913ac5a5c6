// The one message shape above the brokers: what kombu calls headers, properties and body.

export interface KombuMessage {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly contentEncoding: string;
  /** Body bytes after base64, before decompression. */
  readonly body: Uint8Array;
}

/** Why a message could not be read; each is a label of `umbel_malformed_total`. */
export type MalformedReason =
  | "envelope" // not a JSON object, or without body/properties
  | "encoding" // body_encoding or base64 is wrong
  | "compression" // unknown, broken, or larger than allowed when inflated
  | "content-type" // nothing here reads it
  | "body" // the deserializer refused
  | "too-large"
  | "event" // body is not an event or a list of events
  | "reply" // not a mailbox reply
  | "implausible"; // read, but without a value that cannot be: a time, a runtime, a count

/** What `lib/` cannot do itself: inflate and foreign serializers. The server passes them in. */
export interface Codecs {
  /** Keyed by `headers.compression` value. Must throw or return; output above maxBytes must throw. */
  readonly decompress: Readonly<Record<string, (bytes: Uint8Array, maxBytes: number) => Uint8Array>>;
  /** Keyed by content type; json, plain text and pickle are built in. */
  readonly deserialize: Readonly<Record<string, (bytes: Uint8Array) => unknown>>;
}
