import { beforeEach, describe, expect, test } from "vitest";
import { drain, drainEvents, liftRate, setFaults } from "@/tests/support/engine";
import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { duplicateAccepts, recipients } from "@/db/schema/recipients";
import { auditLog } from "@/db/schema/users";
import { causeOfFailure } from "@/lib/domain/failure-cause";
import { formatCursor, type ListCursor, parseCursor } from "@/lib/domain/list-cursor";
import { listDoubtGroups } from "@/lib/reports/doubts";
import { countDuplicates, listDuplicates } from "@/lib/reports/duplicates";
import { listFailureGroups, readClock } from "@/lib/reports/failures";
import { countOpenRecipients, listOpenRecipients } from "@/lib/reports/open-recipients";
import { exportOpenRecipients } from "@/lib/reports/open-recipients-export";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

type Answer = readonly [code: string | null, message: string | null];

/** A campaign whose every recipient failed with one of these answers, one a second ago each. */
async function failedCampaign(answers: readonly Answer[]): Promise<number> {
  const { id } = await launchedCampaign({ count: answers.length });
  const rows = await listRows(id);
  for (const [index, [errorCode, errorMessage]] of answers.entries()) {
    const failedAt = new Date(Date.now() - index * 1_000);
    await db
      .update(recipients)
      .set({ status: "failed", failedAt, errorCode, errorMessage })
      .where(and(eq(recipients.campaignId, id), eq(recipients.id, rows[index]?.id ?? 0)));
  }
  return id;
}

const answers = [
  ["MessageRejected", "Email address is NOT verified. 100% sure_"],
  ["MessageRejected", "Contained a virus"],
  ["MessageRejected", null],
  ["BadRequestException", "Illegal address"],
  ["BadRequestException", "Illegal header"],
  ["ContentError", "no such filter"],
  ["ConflictException", ""],
  ["RequestEntityTooLarge", "x"],
  ["NotFoundException", "x"],
  ["LeaseExpired", "x"],
  ["ECONNRESET", "x"],
  ["NeverHeardOf", "illegal address"],
  [null, null],
] as const;

describe("failures by cause", () => {
  test("are named by the query as by the rule", async () => {
    const id = await failedCampaign(answers);
    const expected: Record<string, number> = {};
    for (const [code, message] of answers) {
      const cause = causeOfFailure(code, message);
      expected[cause] = (expected[cause] ?? 0) + 1;
    }
    const groups = await listFailureGroups({ campaignId: id });
    expect(Object.fromEntries(groups.map(({ cause, people }) => [cause, people]))).toEqual(
      expected,
    );
    for (const { cause, people } of groups) {
      expect(await countOpenRecipients("failed", { campaignId: id, cause })).toBe(people);
    }
  });

  test("come the newest first, of all campaigns together and of one alone", async () => {
    const older = await failedCampaign([
      ["ConflictException", "Later"],
      ["ContentError", "x"],
    ]);
    const newer = await failedCampaign([["ConflictException", "Later"]]);
    const groups = await listFailureGroups({});
    const busy = groups.find(({ cause }) => cause === "busy");
    expect(busy?.campaigns.map(({ id }) => id)).toEqual(expect.arrayContaining([older, newer]));
    expect(groups.map(({ newest }) => newest.getTime())).toEqual(
      groups.map(({ newest }) => newest.getTime()).toSorted((a, b) => b - a),
    );
    const own = await listFailureGroups({ campaignId: newer });
    expect(own).toMatchObject([
      { cause: "busy", people: 1, campaigns: [{ id: newer, people: 1 }] },
    ]);
  });

  test("leave out what failed after the page was read", async () => {
    const asOf = await readClock();
    const id = await failedCampaign([["ContentError", "x"]]);
    await db
      .update(recipients)
      .set({ failedAt: new Date(Date.now() + 1_000) })
      .where(eq(recipients.campaignId, id));
    expect(await listFailureGroups({ campaignId: id, asOf })).toEqual([]);
  });

  test("old ones are history to the page of all, and kept on the page of their campaign", async () => {
    const id = await failedCampaign([["ContentError", "x"]]);
    const failedAt = new Date(Date.now() - 31 * 86_400_000);
    await db.update(recipients).set({ failedAt }).where(eq(recipients.campaignId, id));
    const all = await listFailureGroups({});
    expect(all.flatMap(({ campaigns: list }) => list.map((one) => one.id))).not.toContain(id);
    expect(await listFailureGroups({ campaignId: id })).toHaveLength(1);
  });
});

describe("the people behind a number", () => {
  test("are listed once each over all pages, also those of one instant", async () => {
    const id = await failedCampaign(answers);
    await db.update(recipients).set({ failedAt: new Date() }).where(eq(recipients.campaignId, id));
    const seen: number[] = [];
    let after: ListCursor | undefined;
    do {
      const page = await listOpenRecipients("failed", { campaignId: id }, { after, limit: 3 });
      seen.push(...page.recipients.map(({ recipientId }) => recipientId));
      after = page.next && parseCursor(formatCursor(page.next));
    } while (after);
    expect(seen).toHaveLength(answers.length);
    expect(new Set(seen).size).toBe(answers.length);
  });

  test("go into a file whose taking is logged with its reason, and no cell is a formula", async () => {
    const id = await failedCampaign([[null, "=HYPERLINK(1)"]]);
    const options = { userId: 7, why: "to write to them" };
    let csv = "";
    for await (const part of exportOpenRecipients("failed", { campaignId: id }, options))
      csv += part;
    const [head, row] = csv.trim().split("\n");
    expect(head).toContain("email");
    expect(row).toMatch(/reader-\d+-0@reader\.test/);
    expect(row).not.toMatch(/(^|,)"?[=+@]/);
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subject, `campaign:${id}`), eq(auditLog.action, "recipients.export")));
    expect(entry?.details).toMatchObject({ why: "to write to them", rows: 1 });
  });
});

test("people in doubt are grouped by campaign, with what is known", async () => {
  const { id } = await launchedCampaign({ count: 3, values: { inDoubtPolicy: "confirm" } });
  await setFaults([{ kind: "error_before" }]);
  await drain("send");
  const [first] = await listRows(id);
  await db
    .update(recipients)
    .set({
      inDoubtCount: 3,
      claimedAt: new Date(Date.now() - 3_600_000),
      inDoubtAt: new Date(Date.now() - 3_600_000),
    })
    .where(and(eq(recipients.campaignId, id), eq(recipients.id, first?.id ?? 0)));
  const [group, ...more] = await listDoubtGroups({ campaignId: id });
  expect(more).toEqual([]);
  expect(group).toMatchObject({
    campaignId: id,
    people: 3,
    thirdTime: 1,
    young: 2,
    policy: "confirm",
  });
  expect(group?.oldest.getTime()).toBeLessThan(group?.newest.getTime() ?? 0);
  expect(group?.causes).toEqual([{ cause: "ses_error", people: 3 }]);
});

test("people mailed twice are shown once each with every message id", async () => {
  const { id } = await launchedCampaign({ count: 2 });
  await drain("send");
  await drainEvents();
  const [row] = await listRows(id);
  const recipientId = row?.id ?? 0;
  for (const sesMessageId of ["second", "third"]) {
    await db.insert(duplicateAccepts).values({ campaignId: id, recipientId, sesMessageId });
  }
  expect(await countDuplicates(id)).toBe(1);
  const { duplicates } = await listDuplicates({ campaignId: id });
  expect(duplicates).toHaveLength(1);
  expect(duplicates[0]?.sesMessageIds).toEqual([row?.sesMessageId, "second", "third"]);
});

test("a test mail that failed is nobody's failure to retry", async () => {
  const id = await failedCampaign([["ContentError", "x"]]);
  await db
    .update(campaigns)
    .set({ kind: "test" })
    .where(inArray(campaigns.id, [id]));
  await db.update(recipients).set({ kind: "test" }).where(eq(recipients.campaignId, id));
  expect(await listFailureGroups({ campaignId: id })).toEqual([]);
});
