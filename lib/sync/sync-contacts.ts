import { db } from "@/db";
import {
  readSyncLine,
  type KnownProperties,
  type LineRefusal,
  type SyncPerson,
  type SyncTopic,
} from "@/lib/domain/sync-line";
import { listProperties } from "@/lib/properties";
import { listActiveTopics } from "@/lib/topics";
import { writeTopics, type TopicOutcome } from "./topics";
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
  topics?: { topic: string; status: TopicOutcome["status"] }[];
  reason?: LineRefusal["reason"];
  detail?: string;
};

/** Takes the lines of one call, and answers each; blank lines are left out. */
export async function syncContacts(
  lines: { line: number; json: string }[],
  { keyId, mayConsent, now = new Date() }: { keyId: number; mayConsent: boolean; now?: Date },
): Promise<SyncAnswer[]> {
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
  for (const round of splitRounds(people)) answers.push(...(await syncRound(round, keyId)));
  return answers.toSorted((a, b) => a.line - b.line);
}

/** In a round no address occurs twice, and what was sent later is written later. */
function splitRounds(people: SyncPerson[]): SyncPerson[][] {
  const rounds: SyncPerson[][] = [];
  const seen = new Map<string, number>();
  for (const person of people) {
    const round = seen.get(person.emailNormalized) ?? 0;
    seen.set(person.emailNormalized, round + 1);
    (rounds[round] ??= []).push(person);
  }
  return rounds;
}

async function syncRound(people: SyncPerson[], keyId: number): Promise<SyncAnswer[]> {
  return db.transaction(async (tx) => {
    const upserted = new Map(
      (await upsertPeople(tx, people, { keyId })).map((one) => [one.line, one]),
    );
    const wishes = people.flatMap((person) => {
      const { contactId, result } = upserted.get(person.line) ?? {
        contactId: null,
        result: "erased",
      };
      if (contactId === null) return [];
      const { line, emailNormalized, updatedAt } = person;
      // A no counts whenever it comes: no later yes of a job could have overruled it.
      const counts = ({ status }: SyncTopic) => result !== "outdated" || status === "unsubscribed";
      return lastOfEach(person.topics)
        .filter(counts)
        .map((topic) => ({
          ...topic,
          at: topic.at ?? updatedAt,
          line,
          contactId,
          emailNormalized,
        }));
    });
    const topics = await writeTopics(tx, wishes);
    return people.map((person) =>
      toAnswer(
        person,
        upserted.get(person.line),
        topics.filter(({ line }) => line === person.line),
      ),
    );
  });
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
