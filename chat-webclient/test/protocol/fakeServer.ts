import { afterEach, beforeEach, vi } from "vitest";
import { attribute, parse } from "../../src/protocol/xml";

/** The page's end of a WebSocket whose other end is a test. */
export class FakeSocket {
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];
  readonly received: Element[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  private answer: ((element: Element) => void) | undefined;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  send(data: string): void {
    const element = parse(data);
    this.received.push(element);
    this.answer?.(element);
  }

  close(): void {
    this.readyState = FakeSocket.CLOSED;
  }

  // --- the server's side -----------------------------------------------------------------------

  accept(answer: (element: Element) => void): void {
    this.answer = answer;
    this.readyState = 1;
    this.onopen?.();
  }

  /** The server says something. */
  says(text: string): void {
    this.onmessage?.({ data: text });
  }

  /** The network is gone. */
  breaks(): void {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code: 1006 });
  }

  refuses(): void {
    this.readyState = FakeSocket.CLOSED;
    this.onerror?.({});
  }

  named(name: string): Element[] {
    return this.received.filter((each) => each.localName === name);
  }
}

/** Puts fake sockets in the place of real ones for each test of a file. */
export function useFakeSockets(): void {
  beforeEach(() => {
    FakeSocket.all = [];
    vi.stubGlobal("WebSocket", FakeSocket);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
}

export interface ServerOptions {
  /** What `<authenticate/>` is answered with. */
  readonly success?: (authenticate: Element) => string;
  readonly inline?: string;
}

const STREAMS = 'xmlns:stream="http://etherx.jabber.org/streams"';

/** Plays a server with SASL2, Bind 2 and guests on a socket, up to the success. */
export function playServer(socket: FakeSocket, options: ServerOptions = {}): void {
  const inline =
    options.inline ??
    `<sm xmlns="urn:xmpp:sm:3"/><bind xmlns="urn:xmpp:bind:0"><inline><feature var="urn:xmpp:sm:3"/></inline></bind>`;
  socket.accept((element) => {
    if (element.localName === "open") {
      socket.says('<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" version="1.0" from="example.org"/>');
      socket.says(
        `<stream:features ${STREAMS}><authentication xmlns="urn:xmpp:sasl:2"><mechanism>ANONYMOUS</mechanism><inline>${inline}</inline></authentication></stream:features>`,
      );
    } else if (element.localName === "authenticate") {
      socket.says((options.success ?? bound)(element));
      socket.says(`<stream:features ${STREAMS}><csi xmlns="urn:xmpp:csi:0"/></stream:features>`);
    }
  });
}

export function bound(): string {
  return `<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>guest@example.org/r1</authorization-identifier>
    <bound xmlns="urn:xmpp:bind:0"><enabled xmlns="urn:xmpp:sm:3" id="sm1" resume="true"/></bound></success>`;
}

export function resumedAt(h: number): (authenticate: Element) => string {
  return () =>
    `<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>guest@example.org/r1</authorization-identifier>
      <resumed xmlns="urn:xmpp:sm:3" previd="sm1" h="${h}"/></success>`;
}

export const idsOf = (elements: readonly Element[]) => elements.map((each) => attribute(each, "id"));
