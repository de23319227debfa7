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
  const before = listCpuMs(postgres);
  const measured = await measureHere(work);
  let cpuMs = measured.cpuMs;
  // One that was closed meanwhile is not there any more: what it had spent before must not be taken off.
  for (const [pid, spent] of listCpuMs(postgres)) cpuMs += spent - (before.get(pid) ?? 0);
  return { seconds: measured.seconds, cpuMs };
}

function listCpuMs(postgres: number): Map<number, number> {
  const connections = listProcesses().filter(
    ({ parent, command }) => parent === postgres && isConnection.test(command),
  );
  return new Map(connections.map(({ pid, cpuMs }) => [pid, cpuMs]));
}
