import { DrizzleQueryError } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

// pg would otherwise connect to localhost in silence when the setting is absent.
const connectionString = process.env["DATABASE_URL"];

declare global {
  var letterpressPool: pg.Pool | undefined;
}

/**
 * One pool a process, kept on globalThis so that hot reload does not leak connections.
 * Nothing connects before the first query.
 */
function openPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: connectionString ?? "postgres://database-url-is-not-set.invalid",
    max: Number(process.env["DATABASE_POOL"] ?? 10),
    // Committed claims must survive a crash of the server (docs/decisions): never turned off here.
    options: "-c synchronous_commit=on",
  });
  // An idle connection that the server closed is replaced by the next query.
  pool.on("error", () => undefined);
  return pool;
}

// Drizzle writes every value of a failed query into its error, and whoever prints the error (Next,
// Lambda, a log) would print people's addresses and secrets. Its constructor assigns `params` after
// the message and before the stack: here both lose the values.
Object.defineProperty(DrizzleQueryError.prototype, "params", {
  configurable: true,
  set(this: Error) {
    this.message = this.message.replace(/\nparams: .*$/s, "");
  },
});

export const pool: pg.Pool = (globalThis.letterpressPool ??= openPool());
export const db: NodePgDatabase = drizzle(pool, { casing: "snake_case" });

/** A transaction, or the pool itself: what a function takes that may run in either. */
export type Database = Pick<
  NodePgDatabase,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "transaction"
>;
