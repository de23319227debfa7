import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

/** Any number; all migrations of one database take turns on it. */
const lockKey = 7_205_759;

/** Brings a database up to date. `folder` is db/migrations as it lies on disk. */
export async function migrateDatabase(databaseUrl: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end(); // also gives the lock back
  }
}
