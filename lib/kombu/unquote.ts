// Percent escapes as kombu reads those of a URL, with Python's `unquote`: what is no escape stays as it is (`50%off`), and
// bytes that are no UTF-8 become replacement characters. Never fails.
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

export function unquote(text: string): string {
  return text.replace(ESCAPES, (run) => {
    const bytes = run.slice(1).split("%");
    return UTF8.decode(Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)));
  });
}

/** The same text with its escapes written so that stricter readers (`decodeURIComponent`) read the same. */
export function requote(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+|%/gi, (run) => encodeURIComponent(unquote(run)));
}
