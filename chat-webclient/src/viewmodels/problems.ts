import { tOr } from "../i18n/translate";
import { IqError } from "../protocol/requests";

/** Requests that the other side refuses are the normal case of optional things; everything else is a mistake of ours. */
export function ignoreRefusal(error: unknown): void {
  if (!(error instanceof IqError)) {
    reportError(error);
  }
}

/** Why something failed, in words for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof IqError) {
    // the server's own words are the best there are
    return error.message !== error.condition ? error.message : wordsFor(error.condition);
  }
  return error instanceof Error ? error.message : String(error);
}

function wordsFor(condition: string): string {
  const key = `error.${condition}`;
  const text = tOr(key, "error.failed", { reason: condition });
  return text;
}
