import { beforeAll, expect, test } from "vitest";
import { handleBatch } from "@/tests/support/engine";
import fc from "fast-check";
import { eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { consents, contacts, suppressions } from "@/db/schema/audience";
import { organization } from "@/db/schema/organization";
import { duplicateAccepts, emailEvents, recipients } from "@/db/schema/recipients";
import { listStats, recountCampaign } from "@/lib/delivery/stats";
import { createContact, createDraft } from "@/tests/support/campaign-factory";
import { type MadeUpReport, reportOn } from "@/tests/support/ses-reports";

const softLimit = 3;
beforeAll(async () => {
  await db.update(organization).set({ softBounceLimit: softLimit });
});

/** Who gets the campaigns, by what will be reported. */
const people = ["soft", "recovered", "late", "forgiven", "hard", "angry", "away", "twice"] as const;
type Person = (typeof people)[number];
const campaignCount = 4;

type World = {
  campaignIds: number[];
  contactIds: number[];
  mail: (campaign: number, person: Person) => { campaignId: number; id: number };
};

/**
 * Four campaigns to everybody, and a sign-in mail to one. Half of the mails are known to be accepted,
 * the others' answer got lost: only reports prove them.
 */
async function createWorld(): Promise<World> {
  const mark = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const contactIds: number[] = [];
  for (const person of people)
    contactIds.push(await createContact({ email: `${person}-${mark}@order.test` }));
  const campaignIds: number[] = [];
  for (let n = 0; n <= campaignCount; n += 1) {
    const kind = n === campaignCount ? ("transactional" as const) : ("marketing" as const);
    campaignIds.push((await createDraft({ kind, status: "sending" })).id);
  }
  const rows = await db
    .insert(recipients)
    .values(
      campaignIds.flatMap((campaignId, n) =>
        people.map((person, i) => ({
          campaignId,
          contactId: n === campaignCount ? null : (contactIds[i] ?? 0),
          kind: n === campaignCount ? ("transactional" as const) : ("marketing" as const),
          email: `${person}-${mark}@order.test`,
          emailNormalized: `${person}-${mark}@order.test`,
          status: n % 2 === 0 ? ("in_doubt" as const) : ("queued" as const),
        })),
      ),
    )
    .returning({ id: recipients.id, campaignId: recipients.campaignId });
  return {
    campaignIds,
    contactIds,
    mail: (campaign, person) => {
      const row = rows[campaign * people.length + people.indexOf(person)];
      if (!row) throw new Error("There is no such mail.");
      return row;
    },
  };
}

type Story = [campaign: number, person: Person, report: MadeUpReport];

const soft = (second = 20) => ({
  type: "Bounce",
  bounceType: "Transient",
  subType: "MailboxFull",
  second,
});
const hard = (subType: string, second: number) => ({
  type: "Bounce",
  bounceType: "Permanent",
  subType,
  second,
});

/** An hour between two campaigns; the sign-in mail is the last. */
const hours = (campaign: number) => campaign * 3_600;

const stories: Story[] = [
  // Three campaigns in a row: inactive.
  ...[0, 1, 2].map((n): Story => [n, "soft", soft()]),
  // The fourth arrived: active again, whichever is told first.
  ...[0, 1, 2].map((n): Story => [n, "recovered", soft()]),
  [3, "recovered", { type: "Delivery", second: 5 }],
  // The one between was an out-of-office note after all.
  ...[0, 1, 2].map((n): Story => [n, "late", soft()]),
  [1, "late", { type: "Delivery", second: 4 }],
  // A sign-in mail after them arrived.
  ...[0, 1, 2].map((n): Story => [n, "forgiven", soft()]),
  [4, "forgiven", { type: "Delivery", second: 3 }],
  [0, "hard", soft(1)],
  [0, "hard", hard("NoEmail", 3)],
  [0, "hard", hard("General", 9)],
  [1, "hard", hard("OnAccountSuppressionList", 2)],
  [1, "angry", { type: "Delivery", second: 6 }],
  [1, "angry", { type: "Complaint", second: 60 }],
  [2, "angry", { type: "Complaint", feedback: "not-spam", second: 70 }],
  [0, "away", { type: "DeliveryDelay", second: 1 }],
  [0, "away", { type: "Delivery", second: 8 }],
  [0, "away", { type: "Bounce", bounceType: "Transient", subType: "General", second: 9 }],
  [1, "away", { type: "Whatever" }],
  [2, "away", { type: "Reject", second: 2 }],
  [0, "twice", { type: "Send", messageId: "first" }],
  [0, "twice", { type: "Send", messageId: "second" }],
  [0, "twice", { type: "Delivery", messageId: "second", second: 2 }],
];

test("any order and repetition of reports ends in the same state", async () => {
  const expected = await finalState(stories, [stories.length]);
  expect(expected.blocked).toEqual(["angry complaint", "hard bounce", "soft soft_bounce"]);
  const histories = fc.tuple(
    fc
      .array(fc.constantFrom(...stories), { maxLength: 8 })
      .chain((extra) =>
        fc.shuffledSubarray([...stories, ...extra], { minLength: stories.length + extra.length }),
      ),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(histories, async ([history, batches]) => {
      expect(await finalState(history, batches)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

/** Reports in batches of these sizes, the last size again and again. */
async function finalState(history: Story[], batches: number[]) {
  const world = await createWorld();
  const bodies = history.map(([campaign, person, report]) =>
    reportOn(world.mail(campaign, person), { ...report, acceptedSecond: hours(campaign) }),
  );
  for (let i = 0; bodies.length > 0; i += 1)
    await handleBatch("events", bodies.splice(0, batches[Math.min(i, batches.length - 1)] ?? 1));
  for (const id of world.campaignIds) await recountCampaign(id);
  return await describe(world);
}

/** All that reports may change, without what differs from world to world. */
async function describe({ campaignIds, contactIds }: World) {
  const rows = await db
    .select()
    .from(recipients)
    .where(inArray(recipients.campaignId, campaignIds))
    .orderBy(recipients.id);
  const events = await db
    .select({ type: emailEvents.type })
    .from(emailEvents)
    .where(inArray(emailEvents.campaignId, campaignIds));
  const doubles = await db
    .select()
    .from(duplicateAccepts)
    .where(inArray(duplicateAccepts.campaignId, campaignIds));
  const blocked = await db
    .select({ email: suppressions.emailNormalized, reason: suppressions.reason })
    .from(suppressions)
    .where(inArray(suppressions.emailNormalized, [...new Set(rows.map((row) => row.email))]));
  const withdrawn = await db
    .select({ source: consents.source, givenAt: consents.givenAt })
    .from(consents)
    .where(inArray(consents.contactId, contactIds));
  const forgiven = await db
    .select({ at: contacts.bouncesForgivenAt })
    .from(contacts)
    .where(inArray(contacts.id, contactIds))
    .orderBy(contacts.id);
  const stats = await listStats(campaignIds);
  const { rows: left } = await db.execute(sql`select 1 from stats_due
    where campaign_id = any(${sql.param(campaignIds)}::bigint[])`);
  return {
    rows: rows.map((row) => [
      [row.status, row.resolvedBy, row.sentAt, row.deliveredAt, row.delayedAt],
      [row.bouncedAt, row.bounceType, row.bounceSubType, row.complainedAt, row.rejectedAt],
    ]),
    // Which of two mails is the row's own and which the duplicate depends on what came first.
    mails: [...doubles, ...rows]
      .map(({ sesMessageId }) => sesMessageId?.replace(/\d+/g, ""))
      .filter((id) => id !== undefined)
      .toSorted(),
    doubles: doubles.length,
    events: events.map(({ type }) => type).toSorted(),
    blocked: blocked.map(({ email, reason }) => `${email.split("-")[0]} ${reason}`).toSorted(),
    withdrawn,
    forgiven,
    stats: campaignIds.map((id) => {
      const { campaignId: _, countedAt: _at, countMs: _ms, ...counts } = stats.get(id) ?? fail();
      return counts;
    }),
    marksLeft: left.length,
  };
}

function fail(): never {
  throw new Error("A campaign was not counted.");
}

test("lifting an inactive address starts its count anew", async () => {
  const { mail } = await createWorld();
  const story = (campaign: number) =>
    reportOn(mail(campaign, "soft"), { ...soft(), acceptedSecond: hours(campaign) });
  await handleBatch("events", [0, 1, 2].map(story));
  const [row] = await db
    .select()
    .from(recipients)
    .where(eq(recipients.id, mail(0, "soft").id));
  const email = row?.emailNormalized ?? "";
  const isInactive = async () =>
    (await db.select().from(suppressions).where(eq(suppressions.emailNormalized, email))).length >
    0;
  expect(await isInactive()).toBe(true);
  const { liftSuppression } = await import("@/lib/suppressions");
  await liftSuppression({ emailNormalized: email, reason: "soft_bounce", why: "test", userId: 1 });
  // Neither an old report that comes again nor one more bounce makes it inactive at once.
  await handleBatch("events", [0, 1, 2, 3].map(story));
  expect(await isInactive()).toBe(false);
});
