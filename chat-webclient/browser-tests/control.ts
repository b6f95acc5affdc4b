import { connect } from "node:net";

const HEADER = 5;

/**
 * Runs one command over the server's control socket, as carillonctl does: frames of a letter, four bytes of
 * length and JSON. Tests make many accounts, and starting a program for each would cost more than the tests.
 */
export function control(socket: string, command: string[], args: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket);
    let answer = Buffer.alloc(0);
    connection.on("error", reject);
    connection.on("close", () => reject(new Error("the server closed the control socket")));
    connection.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= HEADER && answer.length >= HEADER + answer.readUInt32BE(1)) {
        const { error } = JSON.parse(answer.subarray(HEADER).toString()) as { error?: { message: string } };
        error ? reject(new Error(error.message)) : resolve();
        connection.destroy();
      }
    });
    connection.write(frame("R", JSON.stringify({ command, arguments: args })));
    connection.write(frame("E", ""));
  });
}

function frame(kind: string, payload: string): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(HEADER);
  header.write(kind);
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}
