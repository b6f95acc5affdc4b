import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { Chromium, type Visitor, type VisitorOptions } from "./browser";
import { type Account, Server } from "./server";
import { TcpClient } from "./tcpClient";

/** A server and people who use it, for the tests of a file. Whoever came in a test leaves with it. */
export class World {
  readonly server: Server;
  private readonly leaving: (() => unknown)[] = [];

  constructor(
    server: Server,
    readonly chromium: Chromium,
  ) {
    this.server = server;
  }

  account(name: string): Promise<Account> {
    return this.server.account(name);
  }

  /** Somebody at the login form. */
  async visitor(options?: VisitorOptions): Promise<Visitor> {
    const visitor = await this.chromium.visitor(this.server, options);
    this.leaving.push(() => visitor.close());
    return visitor;
  }

  /** Somebody who is logged in. */
  async user(account: Account, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await this.visitor(options);
    await visitor.logIn(account);
    return visitor;
  }

  /** Somebody with another kind of client. */
  async tcp(account: Account): Promise<TcpClient> {
    const client = await TcpClient.logIn(this.server, account);
    this.leaving.push(() => client.close());
    return client;
  }

  async allLeave(): Promise<void> {
    await Promise.all(this.leaving.splice(0).map((leave) => leave()));
  }
}

/** The world of a file; a file that ends its server has one of its own. */
export function useWorld({ ownServer = false } = {}): { readonly world: World } {
  let world: World | undefined;
  beforeAll(async () => {
    const [server, chromium] = await Promise.all([ownServer ? Server.start() : Server.shared(), Chromium.connect()]);
    world = new World(server, chromium);
  });
  afterEach(async () => {
    await world?.allLeave();
    expect(world?.chromium.complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await world?.chromium.close();
    await (ownServer ? world?.server.stop() : undefined);
  });
  return {
    get world() {
      if (!world) {
        throw new Error("the world begins with the first test");
      }
      return world;
    },
  };
}
