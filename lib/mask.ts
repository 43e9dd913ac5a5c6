// Hides secrets in text from outside, where it is read, before anything keeps, shows or logs it: what is assigned to the names of
// secrets (masking/assigned.ts) and what looks like one (masking/shapes.ts). Errs on the side of hiding
// (docs/protocol/never.md I.11), but ordinary text stays readable. No text can make it slow. Values that are not text:
// mask-value.ts. Guarded by mask.test.ts and mask-readable.test.ts.
import { cutText } from "./kombu/text.ts";
import { maskAssigned } from "./masking/assigned.ts";
import { KEY_STEMS } from "./masking/secret-key.ts";
import { maskShapes, SHAPE_STEMS } from "./masking/shapes.ts";
import { Stems } from "./masking/stems.ts";

const ALL = new Stems([...KEY_STEMS, ...SHAPE_STEMS]);
const SHAPES = new Stems(SHAPE_STEMS);
/** No secret can be told from other text in so little. */
const SHORTEST = 5;

/** A stranger's text without its secrets. Its length changes; masking twice changes nothing. */
export function maskText(text: string): string {
  return mayHoldSecrets(text) ? maskAssigned(maskName(text)) : text;
}

/**
 * At most `max` units of it. It is cut before, so that its length costs nothing: what a cut leaves of a secret is
 * hidden too.
 */
export function maskCut(text: string, max: number): string {
  if (text.length <= max && !mayHoldSecrets(text)) return text;
  return cutText(maskText(cutText(text, max)), max);
}

function mayHoldSecrets(text: string): boolean {
  return text.length >= SHORTEST && ALL.find(text, 0) >= 0;
}

/** The same for a text that names something (a queue, a task, an id), in which a colon assigns nothing. */
export function maskName(name: string): string {
  return name.length < SHORTEST || SHAPES.find(name, 0) < 0 ? name : maskShapes(name);
}
