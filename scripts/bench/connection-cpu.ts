import { listProcesses } from "@/scripts/rig/process-stats";
import { measureHere, type Measure } from "./turns";

const isConnection = /^postgres: letterpress /;

/**
 * Runs work in this process and counts its CPU and that of PostgreSQL's connections, which tells more
 * than time on a busy machine. `postgres` is the server's process id.
 */
export async function measureWithConnections(
  postgres: number,
  work: () => Promise<void>,
): Promise<Measure> {
  const before = readCpuMs(postgres);
  const { seconds, cpuMs } = await measureHere(work);
  return { seconds, cpuMs: cpuMs + readCpuMs(postgres) - before };
}

function readCpuMs(postgres: number): number {
  return listProcesses()
    .filter(({ parent, command }) => parent === postgres && isConnection.test(command))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}
