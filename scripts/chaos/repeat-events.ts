import { sql } from "drizzle-orm";
import { execute, readOne, readRows } from "./database";
import type { Verdict } from "./invariants";
import type { Run } from "./run";

const sampleSize = 3_000;

/** I8 on the run's own events: all again, some of them thrice, in another order, change nothing. */
export async function repeatEvents(run: Run): Promise<Verdict> {
  const { parseSesEvent } = await import("@/lib/domain/ses-event");
  const { recordEvents } = await import("@/lib/delivery/events");
  const stored = await readRows<{ payload: unknown }>(sql`
    select payload from email_events where ses_message_id is not null limit ${sampleSize}::int`);
  const events = stored.flatMap(({ payload }) => parseSesEvent(JSON.stringify(payload)) ?? []);
  const again = events
    .flatMap((event) => Array.from({ length: 1 + Math.floor(run.random() * 3) }, () => event))
    .map((event) => ({ event, key: run.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ event }) => event);
  const before = await fingerprint();
  for (let from = 0; from < again.length; from += 100)
    await recordEvents(again.slice(from, from + 100));
  const isSame = (await fingerprint()) === before;
  return {
    name: "I8",
    claim: "events again, more often and in another order change nothing",
    ok: isSame && events.length > 0,
    numbers: `${events.length} events applied ${again.length} times more: ${isSame ? "the same ledger" : "ANOTHER ledger"}`,
  };
}

async function fingerprint(): Promise<string> {
  await execute(sql`set timezone = 'UTC'`);
  const { print } = await readOne<{ print: string }>(sql`
    select md5(string_agg(md5(r::text), '' order by campaign_id, id)) as print from recipients r`);
  return print;
}
