import { setTimeout as sleep } from "node:timers/promises";
import { withDatabase } from "./database";
import type { System } from "./system";

/** Which half of an import: its rows are checked, or written. */
export type ImportHalf = "checking" | "writing";

const isInTheMiddle: Record<ImportHalf, string> = {
  checking: "rows_total is null and bytes_done > file_bytes * $2::float8",
  writing: "rows_total is not null and rows_written > rows_total * $2::float8",
};

/**
 * Kills the Lambda runner, its handlers and the queues, hard, as when a machine dies, while the
 * import is in the middle of that half. The import's row is locked meanwhile: neither half can end
 * without it, so the kill cannot come too late. False when the half was over before anybody looked.
 */
export async function killRunnerWhile(
  system: System,
  importId: number,
  half: ImportHalf,
  /** Not before so large a share of that half is done. */
  share: number,
): Promise<boolean> {
  return withDatabase(system, async (query) => {
    for (;;) {
      await query("begin");
      const [hit] = await query(
        `select 1 from imports where id = $1 and status = 'running' and ${isInTheMiddle[half]} for update`,
        [importId, share],
      );
      if (hit) killAsMachineDies(system);
      await query("commit");
      if (hit) return true;
      if (await isOver(query, importId)) return false;
      await sleep(10);
    }
  });
}

function killAsMachineDies(system: System): void {
  process.kill(-system.pidOf("lambda-runner"), "SIGKILL"); // its group: the handlers too
  process.kill(system.pidOf("sqs"), "SIGKILL"); // messages that a dead handler holds die with it
}

/** Lets the minute pass in which a runner that says nothing may still be alive. */
export async function passLease(system: System, importId: number): Promise<void> {
  await withDatabase(system, async (query) =>
    query("update imports set lease_until = now() where id = $1 and status = 'running'", [
      importId,
    ]),
  );
}

async function isOver(
  query: Parameters<Parameters<typeof withDatabase>[1]>[0],
  importId: number,
): Promise<boolean> {
  const rows = await query(
    "select 1 from imports where id = $1 and status in ('completed', 'failed', 'canceled')",
    [importId],
  );
  return rows.length > 0;
}
