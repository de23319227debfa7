import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import { groupBy } from "@/lib/domain/group-by";
import {
  readSyncLine,
  type KnownProperties,
  type LineRefusal,
  type SyncPerson,
} from "@/lib/domain/sync-line";
import { transactionOrBusy } from "@/lib/lock-wait";
import { survivorsOf } from "@/lib/merged-addresses";
import { listProperties } from "@/lib/properties";
import { listActiveTopics } from "@/lib/topics";
import { foldWishes } from "./fold-topics";
import { writeTopics, type TopicOutcome, type TopicWish } from "./topics";
import { upsertPeople, type Upserted } from "./upsert";

/** More is sent in several calls. */
export const maxSyncLines = 1000;

/** One line of the answer, as it is documented in docs/sync-api.md. */
export type SyncAnswer = {
  line: number;
  email?: string;
  status: "created" | "updated" | "unchanged" | "outdated" | "refused";
  id?: string;
  suppressed?: true;
  merged?: true; // the address was merged into this contact
  topics?: { topic: string; status: TopicOutcome["status"] }[];
  reason?: LineRefusal["reason"];
  detail?: string;
};

/** Takes the lines of one call, and answers each; blank lines are left out. */
export async function syncContacts(
  lines: { line: number; json: string }[],
  { keyId, mayConsent, now = new Date() }: { keyId: number; mayConsent: boolean; now?: Date },
): Promise<SyncAnswer[] | "busy"> {
  const known: KnownProperties = new Map(
    (await listProperties()).map((property) => [property.key, property]),
  );
  const topicIds = new Set((await listActiveTopics()).map(({ id }) => id));
  const answers: SyncAnswer[] = [];
  const people: SyncPerson[] = [];
  for (const { line, json } of lines) {
    const read = readSyncLine(json, { line, known, now });
    if (!read.ok) answers.push({ ...read.refusal, status: "refused" });
    else if (read.person.topics.length > 0 && !mayConsent)
      answers.push({ line, email: read.person.email, status: "refused", reason: "missing_scope" });
    else if (read.person.topics.some(({ topicId }) => !topicIds.has(topicId)))
      answers.push({ line, email: read.person.email, status: "refused", reason: "unknown_topic" });
    else people.push(read.person);
  }
  const written = await writePeople(people, keyId);
  if (written === "busy") return written;
  return [...answers, ...written].toSorted((a, b) => a.line - b.line);
}

/**
 * In one transaction: a call that fails, or that an import holds up, leaves nothing. (Committing an
 * import in slices would spare it the wait, but then a cancel could not take everything back.)
 */
async function writePeople(people: SyncPerson[], keyId: number): Promise<SyncAnswer[] | "busy"> {
  if (people.length === 0) return [];
  return transactionOrBusy(async (tx) => {
    const survivors = await findSurvivors(tx, people);
    const led = people.map((person) => ({ ...person, ...survivors.get(person.emailNormalized) }));
    const upserted = await upsertPeople(tx, led, { keyId });
    const { folded, spread } = foldWishes(
      led.flatMap((person) => listWishes(person, upserted.get(person.line))),
    );
    const topics = groupBy(spread(await writeTopics(tx, folded)), ({ line }) => line);
    return people.map((person) => ({
      ...toAnswer(person, upserted.get(person.line), topics.get(person.line) ?? []),
      ...(survivors.has(person.emailNormalized) && { merged: true as const }),
    }));
  });
}

/** Addresses that were merged into another contact, and that contact's. */
async function findSurvivors(tx: Database, people: SyncPerson[]) {
  const addresses = sql.param(people.map(({ emailNormalized }) => emailNormalized));
  const { rows } = await tx.execute<{ address: string; email: string; email_normalized: string }>(
    survivorsOf(sql`select unnest(${addresses}::text[])`),
  );
  return new Map(
    rows.map((row) => [row.address, { email: row.email, emailNormalized: row.email_normalized }]),
  );
}

function listWishes(person: SyncPerson, upserted: Upserted | undefined): TopicWish[] {
  if (upserted === undefined || upserted.contactId === null) return [];
  const { contactId, result } = upserted;
  const { line, emailNormalized, updatedAt } = person;
  return (
    lastOfEach(person.topics)
      // A no counts whenever it comes: no later yes of a job could have overruled it.
      .filter(({ status }) => result !== "outdated" || status === "unsubscribed")
      .map((topic) => ({ ...topic, at: topic.at ?? updatedAt, line, contactId, emailNormalized }))
  );
}

function lastOfEach(topics: SyncPerson["topics"]): SyncPerson["topics"] {
  return [...new Map(topics.map((topic) => [topic.topicId, topic])).values()];
}

function toAnswer(
  { line, email }: SyncPerson,
  upserted: Upserted | undefined,
  topics: TopicOutcome[],
): SyncAnswer {
  if (upserted === undefined || upserted.contactId === null || upserted.result === "erased")
    return { line, status: "refused", reason: "email_erased" };
  return {
    line,
    email,
    status: upserted.result,
    id: String(upserted.contactId),
    ...(upserted.isSuppressed && { suppressed: true }),
    ...(topics.length > 0 && {
      topics: topics.map(({ topicId, status }) => ({ topic: String(topicId), status })),
    }),
  };
}
