/** `*` is any run of characters. Linear in the text: no pattern can make it slow. */
export function globMatcher(pattern: string): (text: string) => boolean {
  return piecesMatcher(pattern.split("*"));
}

/** As `globMatcher`, of the pieces between the stars. */
export function piecesMatcher(pieces: readonly string[]): (text: string) => boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  const middle = pieces.slice(1, -1);
  return (text) => {
    if (pieces.length === 1) return text === first;
    if (!text.startsWith(first)) return false;
    const at = afterPieces(text, middle, first.length);
    return at >= 0 && text.length - last.length >= at && text.endsWith(last);
  };
}

/** Whether the pieces stand in the text one behind the other, wherever. */
export function hasPieces(text: string, pieces: readonly string[]): boolean {
  return afterPieces(text, pieces, 0) >= 0;
}

/** Behind the last piece; -1: one is missing. */
function afterPieces(text: string, pieces: readonly string[], from: number): number {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return -1;
    at = found + piece.length;
  }
  return at;
}
