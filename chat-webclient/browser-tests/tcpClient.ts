import { connect, type TLSSocket } from "node:tls";
import type { Account, Server } from "./server";

const PATIENCE = 60_000;

/** The smallest XMPP client that uses TCP: somebody on another kind of connection. */
export class TcpClient {
  private text = "";
  private waiting: (() => void) | undefined;

  private constructor(private readonly socket: TLSSocket) {
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      this.text += chunk;
      this.waiting?.();
    });
  }

  static async logIn(server: Server, account: Account): Promise<TcpClient> {
    // the certificate is of the server's own authority, which only this run knows
    const options = {
      host: "127.0.0.1",
      port: server.ports.directTls,
      servername: "localhost",
      ALPNProtocols: ["xmpp-client"],
    };
    const client = new TcpClient(connect({ ...options, rejectUnauthorized: false }));
    const header =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>";
    client.send(header);
    await client.hears("</stream:features>");
    const plain = Buffer.from(`\0${account.name}\0${account.password}`).toString("base64");
    client.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`);
    await client.hears("<success");
    client.send(header);
    await client.hears("</stream:features>");
    client.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    await client.hears("<jid>");
    client.send("<presence/>");
    await client.hears("<presence");
    return client;
  }

  send(xml: string): void {
    this.socket.write(xml);
  }

  says(body: string, to: string): void {
    this.send(`<message type='chat' to='${to}' id='t${Date.now()}'><body>${body}</body></message>`);
  }

  /** Waits for a text in what arrives, and takes everything up to its end. */
  async hears(wanted: string): Promise<string> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const at = this.text.indexOf(wanted);
      if (at >= 0) {
        const heard = this.text.slice(0, at + wanted.length);
        this.text = this.text.slice(at + wanted.length);
        return heard;
      }
      const left = deadline - Date.now();
      if (left <= 0) {
        throw new Error(`never heard ${wanted}, but ${this.text}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.socket.end("</stream:stream>");
  }
}
