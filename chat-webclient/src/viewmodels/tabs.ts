const PATIENCE = 1_500;

interface TabListener {
  /** Another page takes over: what it goes on with. */
  handOver(): unknown;
  /** Another page has logged out. */
  ended(): void;
}

/**
 * One page of this browser is the account's, and the others say so: two connections of one browser would take
 * the session from each other. Who has it holds a lock, which ends with the page; who wants it asks for it over
 * a channel, and the session goes over with all that is in it.
 */
export class Tab {
  private readonly channel: BroadcastChannel;
  private release: (() => void) | undefined;

  constructor(
    private readonly name: string,
    private readonly listener: TabListener,
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }) => {
      if (data === "give") {
        this.give();
      } else if (data === "ended") {
        listener.ended();
      }
    };
  }

  /** Browsers have locks on secure pages alone. */
  static readonly isPossible = "locks" in navigator && "BroadcastChannel" in globalThis;

  /** Tells whether the account is this page's now; a page that is just going needs a moment for that. */
  async claim(): Promise<boolean> {
    return this.lock({ signal: AbortSignal.timeout(PATIENCE) });
  }

  /** Takes the account from another page, if one has it; what that one hands over comes back. */
  async take(): Promise<unknown> {
    if (await this.lock({ ifAvailable: true })) {
      return undefined;
    }
    const taken = await this.ask();
    // a page that did not answer is dead or frozen
    await this.lock({ steal: true });
    return taken;
  }

  private ask(): Promise<unknown> {
    return new Promise((resolve) => {
      const finish = (taken: unknown) => {
        clearTimeout(timer);
        this.channel.removeEventListener("message", hear);
        resolve(taken ?? undefined);
      };
      const hear = ({ data }: MessageEvent) => data?.taken !== undefined && finish(data.taken);
      const timer = setTimeout(finish, PATIENCE);
      this.channel.addEventListener("message", hear);
      this.channel.postMessage("give");
    });
  }

  private give(): void {
    if (this.release) {
      this.channel.postMessage({ taken: this.listener.handOver() ?? null });
      this.leave();
    }
  }

  private lock(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock && new Promise<void>((release) => (this.release = release));
      };
      navigator.locks.request(this.name, options, hold).catch(() => resolve(false));
    });
  }

  /** The account is anybody's again. */
  leave(): void {
    this.release?.();
    this.release = undefined;
  }

  /** Nobody is logged in any more. */
  end(): void {
    this.channel.postMessage("ended");
  }

  close(): void {
    this.leave();
    this.channel.close();
  }
}
