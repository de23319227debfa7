import { sql } from "drizzle-orm";
import { db } from "@/db";
import { compileSegmentRule } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";
import { listSegments } from "@/lib/segments";

/** The names of the segments that a contact is in now, by a rule or because somebody put them in. */
export async function listSegmentsOf(contactId: number): Promise<string[]> {
  const [segments, { timeZone }] = await Promise.all([listSegments(), getOrganization()]);
  const clock = { asOf: new Date(), timeZone };
  const found: string[] = [];
  for (const { name, rule } of segments) {
    const { rows } = await db.execute(sql`
      select 1 from contacts
      where contacts.id = ${contactId}::bigint and ${compileSegmentRule(rule, clock)}`);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
