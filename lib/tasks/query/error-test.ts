// What stands behind `exception:`: the type's name in any case of letters, whole or with `*`, so that TimeoutError is no
// ReadTimeoutError; what can be no name of a type is looked for in the exception's text.
import { errorType } from "../../pyrepr/error-text.ts";
import { piecesMatcher } from "../glob.ts";
import type { Glob, Test } from "./expr.ts";
import { globsOf, textTest } from "./value-tests.ts";

const NAME = /^[\p{L}\p{N}_.*]+$/u;

export interface ErrorTest {
  /** null: no type is asked for. */
  readonly isType: ((type: string) => boolean) | null;
  /** What is left to be asked of the text; null: nothing. */
  readonly text: Test | null;
}

/** Either is enough. */
export function splitError(test: Test): ErrorTest {
  if (test.op === "known") return { isType: null, text: test };
  const globs = globsOf(test);
  const types = globs.filter(isName).map(matcherOf);
  const texts = globs.filter((glob) => !isName(glob));
  return {
    isType: types.length === 0 ? null : (type) => types.some((matches) => matches(type.toLowerCase())),
    text: types.length > 0 && texts.length === 0 ? null : { op: "any", of: texts },
  };
}

/** Of an exception's text. */
export function errorTest(test: Test): (exception: string) => boolean {
  const { isType, text } = splitError(test);
  const isText = text === null ? () => false : textTest(text);
  return (exception) => {
    const type = isType === null ? null : errorType(exception);
    return (type !== null && isType?.(type) === true) || isText(exception);
  };
}

function isName({ pieces }: Glob): boolean {
  return NAME.test(pieces.join("*"));
}

/** A traceback's last line names the module, too. */
function matcherOf({ pieces }: Glob): (type: string) => boolean {
  const name = pieces.join("*").toLowerCase();
  return piecesMatcher(name.slice(name.lastIndexOf(".") + 1).split("*"));
}
