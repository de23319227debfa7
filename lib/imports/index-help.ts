import { sql } from "drizzle-orm";
import { db } from "@/db";
import { log } from "@/lib/log";

export type IndexHelp = {
  /** Some thousand contacts more wait to be sorted in. */
  nudge(): void;
  /** Until whatever was begun is done. */
  finish(): Promise<void>;
};

/**
 * New contacts wait in the lists of the search indexes until somebody sorts them in: by default the
 * connection that inserts, which is most of an import's time. A second connection does it
 * meanwhile, on another core; while it works, the first one only appends. A longer list is cheaper
 * a row, so it is told when it is worth it. Without the right to (only an index's owner has it)
 * nothing is lost.
 */
export function createIndexHelp(): IndexHelp {
  let working: Promise<void> | undefined;
  return {
    nudge() {
      working ??= sortIn().finally(() => (working = undefined));
    },
    async finish() {
      await working;
    },
  };
}

async function sortIn(): Promise<void> {
  try {
    await db.execute(sql`
      select gin_clean_pending_list(i.indexrelid)
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
      where i.indrelid = 'contacts'::regclass and a.amname = 'gin'`);
  } catch (error) {
    log.warn({ error }, "an import goes on without help with its indexes");
  }
}
