import { findFreePort, isPortFree } from "@/local/ports";

export type Ports = { web: number; postgres: number; sqs: number; ses: number };

/** A port that was asked for is used or the start fails; the others are the next ones free. */
export async function choosePorts(settings: NodeJS.ProcessEnv, host: string): Promise<Ports> {
  const taken = new Set<number>();
  return {
    web: await chooseWebPort(settings["PORT"], host, taken),
    postgres: await findFreePort(15_432, { taken }),
    sqs: await findFreePort(18_324, { taken }),
    ses: await findFreePort(18_025, { taken }),
  };
}

async function chooseWebPort(
  wanted: string | undefined,
  host: string,
  taken: Set<number>,
): Promise<number> {
  if (!wanted) return findFreePort(3000, { host, taken });
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${wanted}".`);
  }
  if (!(await isPortFree(port, host))) {
    throw new Error(
      `Port ${port} on ${host} is in use. Stop what uses it, or set PORT to another one ` +
        "(without PORT the next free one from 3000 on is taken).",
    );
  }
  taken.add(port);
  return port;
}
