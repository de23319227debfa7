import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { insist } from "./database";
import { asAdministrator, listBackends, terminateAll } from "./inject-database";
import type { Run } from "./run";

// F12, three ways that a full disk looks to the product, none of which needs root.

/** No statement that writes is taken any more; then it is again. */
export async function makeReadOnly(run: Run): Promise<void> {
  const set = (value: string) => async (client: pg.Client) => {
    await client.query(`alter database letterpress set default_transaction_read_only = ${value}`);
    return await terminateAll(client);
  };
  const before = run.accepts.read().length;
  const refused = run.system.database.countSaid(readOnlyWords);
  await asAdministrator(run, set("on"));
  run.history.add("F12", "the database takes no writes any more");
  await sleep(2_000);
  await asAdministrator(run, set("off"));
  const statements = run.system.database.countSaid(readOnlyWords) - refused;
  run.bites.add("readOnly", statements);
  run.history.add(
    "F12",
    `writes again; ${statements} statements refused, ${run.accepts.read().length - before} accepts meanwhile, of claims before`,
  );
}

const readOnlyWords = "in a read-only transaction";
const fullWords = "No space left on device (chaos)";
const limitWords = "File too large";

/**
 * Statements run through and their commits fail: whoever acted on a claim's rows before its commit
 * would mail people who are not his.
 */
export async function failCommits(run: Run): Promise<void> {
  const refused = run.system.database.countSaid(fullWords);
  const calls = run.calls.read().length;
  const part = await asLedger(run, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select tableoid::regclass::text as name from recipients where campaign_id = $1 limit 1",
      [run.campaignId],
    );
    return rows[0]?.name ?? "recipients";
  });
  await asLedger(run, async (client) => {
    await client.query(`
      create or replace function chaos_full_disk() returns trigger language plpgsql as $$
      begin raise exception '${fullWords}' using errcode = 'disk_full'; end $$`);
    await client.query(`drop trigger if exists chaos_full_disk on ${part}`);
    await client.query(`create constraint trigger chaos_full_disk after update on ${part}
      deferrable initially deferred for each row execute function chaos_full_disk()`);
  });
  run.history.add("F12", "every commit of a claim or a result finds the disk full");
  await sleep(2_000);
  await asLedger(run, async (client) => {
    await client.query(`drop trigger chaos_full_disk on ${part}`);
  });
  const commits = run.system.database.countSaid(fullWords) - refused;
  run.bites.add("commitsRefused", commits);
  run.history.add(
    "F12",
    `room again; ${commits} commits refused, ${run.calls.read().length - calls} calls meanwhile, of claims before`,
  );
}

/** Tried again while a lock or a connection cannot be had. */
async function asLedger<T>(run: Run, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return await insist(async () => await asAdministrator(run, work, "letterpress"));
}

/**
 * The processes of PostgreSQL may write no more to any file: the next commit cannot write its log, and
 * the server dies of it as on a disk that is really full. It starts again by itself, without the limit.
 */
export async function limitFiles(run: Run): Promise<void> {
  if (!hasPrlimit()) return run.bites.excuse("fileLimit", "no prlimit on this machine");
  const died = run.system.database.countSaid(limitWords);
  const limited = await asAdministrator(run, async (client) => {
    const pids = await listBackends(client);
    return pids.filter((pid) => prlimit(pid, ["--fsize=8192"])).length;
  });
  const deaths = (): number => run.system.database.countSaid(limitWords) - died;
  for (let waited = 0; waited < 5_000 && deaths() === 0; waited += 20) await sleep(20);
  await insist(async () => await asAdministrator(run, async (client) => client.query("select 1")));
  run.bites.add("fileLimit", deaths());
  run.history.add(
    "F12",
    `${limited} backends may write no file beyond 8 KB: ${deaths()} times no room for a commit, PostgreSQL died and started again by itself`,
  );
}

function hasPrlimit(): boolean {
  return spawnSync("prlimit", ["--version"]).status === 0;
}

function prlimit(pid: number, args: readonly string[]): boolean {
  return spawnSync("prlimit", ["--pid", String(pid), ...args]).status === 0;
}
