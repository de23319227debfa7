import { sql } from "drizzle-orm";
import { readFlags } from "@/scripts/support/seed-flags";
import { findDatabaseUrl } from "@/scripts/support/running-database";

/**
 * `npm run seed -- --contacts N`: people who look real at addresses that can never receive mail,
 * with properties, consent, some refusals, segments. May be run again: only what is missing is added.
 */
const { contacts: count } = readFlags(process.argv.slice(2));
process.env["DATABASE_URL"] ??= await findDatabaseUrl();
// Loaded only now: the pool reads its address when it is made.
const { db, pool } = await import("@/db");
const { seedTopics, seedProperties, seedSegments } = await import("@/scripts/seed/catalog");
const { seedContacts, seedAnswers } = await import("@/scripts/seed/people");

const start = performance.now();
await seedProperties();
const topicIds = await seedTopics();
const added = await seedContacts(count, (done) => {
  process.stdout.write(
    `\r  ${done.toLocaleString("en")} of ${count.toLocaleString("en")} contacts`,
  );
});
process.stdout.write("\n");
await seedAnswers(topicIds);
const segments = await seedSegments(topicIds[0] ?? 0);
await db.execute(sql`analyze contacts, subscriptions, consents`);
await pool.end();
const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  `Added ${added.toLocaleString("en")} contacts, ${topicIds.length} topics, ${segments} segments in ${seconds.toFixed(1)} s.\n`,
);
