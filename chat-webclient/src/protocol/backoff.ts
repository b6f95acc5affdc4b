const FIRST = 1_000;
const LONGEST = 60_000;

/**
 * How long to wait before the next attempt: doubling, with a random share so that the clients of a
 * restarted server do not all come at once.
 */
export function delayBefore(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
