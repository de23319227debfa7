import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { log } from "@/lib/log";

const pauseMs = 50;

/**
 * New contacts wait in the lists of the search indexes until somebody sorts them in: by default the
 * connection that inserts, which is most of an import's time. A second connection does it
 * meanwhile, on another core. Without the right to (only an index's owner has it) nothing is lost.
 */
export function startIndexHelp(): () => Promise<void> {
  const stop = new AbortController();
  const helping = help(stop.signal);
  return async () => {
    stop.abort();
    await helping;
  };
}

async function help(signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) {
      await db.execute(sql`
        select gin_clean_pending_list(i.indexrelid)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
        where i.indrelid = 'contacts'::regclass and a.amname = 'gin'`);
      await sleep(pauseMs);
    }
  } catch (error) {
    log.warn({ error }, "an import goes on without help with its indexes");
  }
}
