import {
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { consents, contacts, suppressions } from "@/db/schema/audience";
import { auditLog } from "@/db/schema/users";
import { exportSuppressions, importSuppressions } from "@/lib/suppression-file";
import { countSuppressions, listSuppressions, sumCounts } from "@/lib/suppression-list";
import { liftSuppression, suppress, suppressByHand } from "@/lib/suppressions";

beforeEach(async () => {
  await db.delete(suppressions);
  await db.delete(auditLog);
});

const bytes = (text: string) => new TextEncoder().encode(text);

async function exported(filter = {}) {
  let text = "";
  for await (const part of exportSuppressions(filter, { userId: 1, why: "audit" })) text += part;
  return text;
}

describe("suppressing", () => {
  test("counts beside a page only so far, and says that there are more", async () => {
    for (const name of ["a", "b", "c"]) {
      await suppress({ emailNormalized: `${name}@example.com`, reason: "bounce", source: "ses" });
    }
    await suppress({ emailNormalized: "a@example.com", reason: "complaint", source: "ses" });
    const counts = await countSuppressions({}, { upTo: 2 });
    expect(counts.bounce).toEqual({ count: 2, isMore: true });
    expect(counts.complaint).toEqual({ count: 1, isMore: false });
    expect(sumCounts(counts)).toEqual({ count: 3, isMore: true });
    expect(sumCounts(await countSuppressions({}, { upTo: 3 }))).toEqual({
      count: 4,
      isMore: false,
    });
    expect(sumCounts(await countSuppressions({ reason: "bounce" }, { upTo: 2 }))).toEqual({
      count: 2,
      isMore: true,
    });
  });

  test("keeps one row a reason and does not overwrite the first", async () => {
    const address = { emailNormalized: "a@example.com", source: "ses" };
    expect(await suppress({ ...address, reason: "bounce", note: "first" })).toBe(true);
    expect(await suppress({ ...address, reason: "bounce", note: "second" })).toBe(false);
    expect(await suppress({ ...address, reason: "complaint" })).toBe(true);
    const { rows } = await listSuppressions({ q: "A@EXAMPLE" });
    expect(rows.map(({ reason, note }) => ({ reason, note }))).toEqual(
      expect.arrayContaining([
        { reason: "bounce", note: "first" },
        { reason: "complaint", note: null },
      ]),
    );
  });

  test("is no way to find out a masked address by searching", async () => {
    await suppress({ emailNormalized: "a@example.com", reason: "bounce", source: "ses" });
    await suppress({ emailNormalized: "b@example.com", reason: "bounce", source: "ses" });
    const viewer = { q: "a@", mayReadAddresses: false };
    expect((await listSuppressions(viewer)).rows).toHaveLength(2);
    expect(sumCounts(await countSuppressions(viewer)).count).toBe(2);
    expect(sumCounts(await countSuppressions({ q: "a@" })).count).toBe(1);
  });

  test("by hand says how many are new and logs it without addresses", async () => {
    const addresses = ["a@example.com", "b@example.com"];
    expect(await suppressByHand({ addresses, note: "asked by phone", userId: 7 })).toBe(2);
    expect(await suppressByHand({ addresses, note: "again", userId: 7 })).toBe(0);
    const log = await db.select().from(auditLog).where(eq(auditLog.action, "suppression.add"));
    expect(log.map((entry) => entry.details)).toEqual([
      { asked: 2, added: 2 },
      { asked: 2, added: 0 },
    ]);
  });
});

describe("lifting", () => {
  test("takes one reason away, leaves the others, and is logged with the why", async () => {
    await suppress({ emailNormalized: "a@example.com", reason: "manual", source: "user:1" });
    await suppress({
      emailNormalized: "a@example.com",
      reason: "unsubscribe",
      source: "one_click",
    });
    const lift = { emailNormalized: "a@example.com", why: "Asked by phone", userId: 7 };
    expect(await liftSuppression({ ...lift, reason: "manual" })).toEqual({
      ok: true,
      isSesCleared: true,
    });
    const counts = await countSuppressions();
    expect(counts).toMatchObject({ manual: { count: 0 }, unsubscribe: { count: 1 } });
    expect(sumCounts(counts)).toEqual({ count: 1, isMore: false });
    const [entry] = await db.select().from(auditLog);
    expect(entry).toMatchObject({ userId: 7, action: "suppression.lift" });
    expect(entry?.details).toMatchObject({ reason: "manual", why: "Asked by phone" });
    expect(JSON.stringify(entry)).not.toContain("example.com");
    expect(await liftSuppression({ ...lift, reason: "manual" })).toEqual({
      ok: false,
      reason: "not_found",
    });
  });

  test("a bounce lifts it from the account suppression list of SES too", async () => {
    const email = "bounced@example.com";
    const ses = new SESv2Client();
    await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: email, Reason: "BOUNCE" }));
    await suppress({ emailNormalized: email, reason: "bounce", source: "ses" });
    const lift = {
      emailNormalized: email,
      reason: "bounce" as const,
      why: "Works again",
      userId: 7,
    };
    expect(await liftSuppression(lift)).toEqual({ ok: true, isSesCleared: true });
    await expect(
      ses.send(new GetSuppressedDestinationCommand({ EmailAddress: email })),
    ).rejects.toThrow("does not exist");
  });

  test("a refusal of everything leaves evidence of who allowed mail again", async () => {
    const email = "back@example.com";
    await db.insert(contacts).values({ email, emailNormalized: email });
    await suppress({ emailNormalized: email, reason: "unsubscribe", source: "one_click" });
    const lift = { emailNormalized: email, reason: "unsubscribe" as const, userId: 7 };
    await liftSuppression({ ...lift, why: "Wrote that it was a mistake" });
    const [proof] = await db.select().from(consents).where(eq(consents.emailNormalized, email));
    expect(proof).toMatchObject({
      action: "granted",
      topicId: null,
      source: "manual",
      wording: "Wrote that it was a mistake",
      recordedBy: 7,
    });
  });
});

describe("the list", () => {
  test("is paged without repeating or skipping rows of the same instant", async () => {
    const addresses = Array.from({ length: 25 }, (_, i) => `p${i}@example.com`);
    await suppressByHand({ addresses, note: "", userId: 1 }); // one statement: one created_at
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listSuppressions({ after, limit: 7 });
      seen.push(...page.rows.map((row) => row.emailNormalized));
      after = page.next;
    } while (after !== undefined);
    expect(seen.toSorted()).toEqual(addresses.toSorted());
  });

  test("takes wildcards as letters and a broken cursor as the beginning", async () => {
    await suppressByHand({
      addresses: ["a_b@example.com", "aXb@example.com"],
      note: "",
      userId: 1,
    });
    const found = await listSuppressions({ q: "a_b" });
    expect(found.rows.map((row) => row.emailNormalized)).toEqual(["a_b@example.com"]);
    for (const after of ["", "x", "%00", Buffer.from("now bounce a").toString("base64url")]) {
      expect((await listSuppressions({ after })).rows).toHaveLength(2);
    }
  });
});

describe("the file", () => {
  test("exports with a BOM, safe from formulas, and imports unchanged", async () => {
    await suppress({
      emailNormalized: "+a@example.com",
      reason: "bounce",
      source: "ses",
      note: "=1+1",
    });
    await suppress({ emailNormalized: "b@example.com", reason: "complaint", source: "ses" });
    const before = (await listSuppressions({})).rows;
    const csv = await exported();
    expect(csv.startsWith("\uFEFFemail,reason,")).toBe(true);
    expect(csv).toContain(`,'=1+1,`);
    await db.delete(suppressions);
    const options = { userId: 7, fileName: "list.csv" };
    expect(await importSuppressions(bytes(csv), options)).toEqual({
      ok: true,
      added: 2,
      known: 0,
      refused: [],
    });
    const plain = (rows: typeof before) =>
      rows.map(({ emailNormalized, reason, note }) => ({ emailNormalized, reason, note }));
    expect(plain((await listSuppressions({})).rows)).toEqual(plain(before));
    expect(await importSuppressions(bytes(csv), options)).toMatchObject({ added: 0, known: 2 });
  });

  test("imports who unsubscribed elsewhere with the evidence, once", async () => {
    await db.delete(consents);
    const file = bytes(
      "email,reason,note\na@example.com,unsubscribe,by phone\nb@example.com,bounce,\n",
    );
    for (const added of [2, 0]) {
      const done = await importSuppressions(file, { userId: 7, fileName: "old.csv" });
      expect(done).toMatchObject({ ok: true, added });
    }
    expect(await db.select().from(consents)).toMatchObject([
      {
        emailNormalized: "a@example.com",
        topicId: null,
        action: "withdrawn",
        source: "import",
        wording: "by phone",
        recordedBy: 7,
      },
    ]);
  });

  test("export is logged with who, why and how many, before the first row leaves", async () => {
    await suppressByHand({ addresses: ["a@example.com"], note: "", userId: 1 });
    const parts = exportSuppressions({ reason: "manual", q: "a@" }, { userId: 7, why: "Audit" });
    await parts.next();
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "suppression.export"));
    expect(entry).toMatchObject({
      userId: 7,
      details: { why: "Audit", rows: 1, reason: "manual", isSearch: true },
    });
    await parts.return(undefined);
  });
});
