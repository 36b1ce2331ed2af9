import type { Socket } from "node:net";

/** The lines that come in, cut at LF alone. */
export async function* socketLines(socket: Socket): AsyncGenerator<string, void, undefined> {
  let rest = "";
  for await (const text of socket.setEncoding("utf8") as AsyncIterable<string>) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
