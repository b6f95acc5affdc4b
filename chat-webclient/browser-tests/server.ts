import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { control } from "./control";

const IMAGE = process.env.CARILLON_IMAGE ?? join(import.meta.dirname, "../../distribution/target/carillon");

export interface Ports {
  readonly startTls: number;
  readonly directTls: number;
  readonly http: number;
  readonly https: number;
}

export interface Account {
  readonly name: string;
  readonly jid: string;
  readonly password: string;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** The server as it is shipped, on free ports of this machine and with data of its own. */
export class Server {
  private process: ChildProcess | undefined;
  readonly log: string[] = [];

  private constructor(
    readonly ports: Ports,
    readonly folder: string,
  ) {}

  /** The one that all files of tests use, each with accounts of its own. */
  static shared(): Server {
    const { ports, folder } = inject("server");
    return new Server(ports, folder);
  }

  static async start(): Promise<Server> {
    const [startTls, directTls, http, https] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const server = new Server({ startTls, directTls, http, https }, mkdtempSync(join(tmpdir(), "carillon-browser-")));
    writeFileSync(server.configuration, toToml(server.ports));
    await server.run();
    return server;
  }

  private get configuration(): string {
    return join(this.folder, "carillon.toml");
  }

  private get data(): string {
    return join(this.folder, "data");
  }

  /** Begins, or begins again on what the last run left. */
  async run(): Promise<void> {
    const child = spawn(join(IMAGE, "bin/carillon"), ["run", "--config", this.configuration, "--data", this.data]);
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.log.push(...chunk.toString().split("\n"));
        if (this.log.some((line) => line.includes(" ready "))) {
          resolve();
        }
      };
      this.log.length = 0;
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("error", reject);
      child.on("exit", () => reject(new Error(`the server did not start:\n${this.log.join("\n")}`)));
    });
  }

  /** Ends the process: orderly, or as a power cut would. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child && child.exitCode === null) {
      await new Promise((resolve) => {
        child.on("exit", resolve);
        child.kill(signal);
      });
    }
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A new account; what stands behind the name keeps tests apart. */
  async account(name: string): Promise<Account> {
    const account = { name: `${name}-${randomUUID().slice(0, 8)}`, password: `secret of ${name}` };
    const jid = `${account.name}@localhost`;
    await control(join(this.data, "control.sock"), ["user", "add"], { address: jid, password: account.password });
    return { ...account, jid };
  }
}

function toToml(ports: Ports): string {
  return `
[[host]]
name = "localhost"

[[host]]
name = "guests.localhost"
anonymous = true

[[listener]]
address = "127.0.0.1"
port = ${ports.startTls}

[[listener]]
address = "127.0.0.1"
port = ${ports.directTls}
tls = "direct"

[http]
address = "127.0.0.1"
port = ${ports.http}
tls_address = "127.0.0.1"
tls_port = ${ports.https}

[proxy]
address = "127.0.0.1"
port = 0
`;
}
