import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const turnPort = 27_181; // nobody listens there but whoever's turn it is

/**
 * Two systems that start at once would find the same ports free. A listening port is a turn that
 * ends with its process, whatever becomes of it.
 */
export async function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = await takeTurn();
  try {
    return await work();
  } finally {
    turn.close();
  }
}

async function takeTurn(): Promise<{ close(): void }> {
  for (;;) {
    const server = createServer();
    const isMine = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen({ port: turnPort, host: "127.0.0.1", exclusive: true }, () => resolve(true));
    });
    if (isMine) return server;
    await sleep(100);
  }
}
