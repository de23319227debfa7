import net from "node:net";

/** Above this number the system hands out ports to outgoing connections, and a listener may lose. */
const highestPort = 32_767;

export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** `preferred`, or the next free one. `taken` are ports promised to somebody but not yet open. */
export async function findFreePort(
  preferred: number,
  { host = "127.0.0.1", taken = new Set<number>() } = {},
): Promise<number> {
  for (let port = preferred; port <= Math.min(preferred + 300, highestPort); port += 1) {
    if (taken.has(port) || !(await isPortFree(port, host))) continue;
    taken.add(port);
    return port;
  }
  throw new Error(`No port from ${preferred} on is free on ${host}. Stop what uses them.`);
}
