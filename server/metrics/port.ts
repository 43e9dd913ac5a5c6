// What others know of metrics: the text of a page (encode-text.ts).

export interface EncodedText {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Call once the body is not needed any more: it will be written over. */
  readonly release: () => void;
}
