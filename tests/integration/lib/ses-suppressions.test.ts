import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { backgroundJobs, sesSuppressionTasks } from "@/db/schema/addresses";
import { suppressions } from "@/db/schema/audience";
import { listSesSuppressions } from "@/lib/aws/ses-suppression-list";
import { findSesListState, pullSesSuppressions } from "@/lib/ses-suppressions";
import { tellSes } from "@/lib/ses-suppression-tasks";
import { liftSuppression, suppress } from "@/lib/suppressions";

const ses = new SESv2Client();

beforeEach(async () => {
  for (const table of [suppressions, backgroundJobs, sesSuppressionTasks]) await db.delete(table);
  const { entries } = await listSesSuppressions({ since: null, token: null });
  for (const { email } of entries) {
    await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: email }));
  }
});

const put = (email: string, reason: "BOUNCE" | "COMPLAINT") =>
  ses.send(new PutSuppressedDestinationCommand({ EmailAddress: email, Reason: reason }));

async function atSes(email: string): Promise<string | undefined> {
  try {
    const found = await ses.send(new GetSuppressedDestinationCommand({ EmailAddress: email }));
    return found.SuppressedDestination?.Reason;
  } catch {
    return undefined;
  }
}

const runAgain = () => db.update(backgroundJobs).set({ nextRunAt: sql`now()` });

async function pullAll(): Promise<number> {
  await runAgain();
  let added = 0;
  for (;;) {
    added += await pullSesSuppressions();
    const [job] = await db.select().from(backgroundJobs);
    if (job?.position["token"] === null) return added;
    await runAgain();
  }
}

async function ours(email: string) {
  const rows = await db.select().from(suppressions).where(eq(suppressions.emailNormalized, email));
  return rows.map(({ reason, source }) => `${reason} ${source}`).toSorted();
}

const lift = (email: string, reason: "bounce" | "complaint" | "manual") =>
  liftSuppression({ emailNormalized: email, reason, why: "Works again", userId: 1 });

describe("what SES suppressed by itself", () => {
  test("is taken over with its reason, once", async () => {
    await put("Gone@Example.com", "BOUNCE");
    await put("angry@example.com", "COMPLAINT");
    expect(await pullAll()).toBe(2);
    expect(await ours("gone@example.com")).toEqual(["bounce ses_list"]);
    expect(await ours("angry@example.com")).toEqual(["complaint ses_list"]);
    expect(await pullAll()).toBe(0);
  });

  test("is read page by page, and what came since on the next sweep", async () => {
    for (let n = 0; n < 1001; n += 1) await put(`many${n}@example.com`, "BOUNCE");
    expect(await pullSesSuppressions()).toBe(1000);
    await runAgain();
    expect(await pullSesSuppressions()).toBe(1);
    await put("later@example.com", "BOUNCE");
    expect(await pullAll()).toBe(1);
  });

  test("does not come back once it was lifted here, even from an older page of its list", async () => {
    await put("back@example.com", "BOUNCE");
    await pullAll();
    // SES has not heard of it yet: its list still holds the entry.
    await lift("back@example.com", "bounce");
    await put("back@example.com", "BOUNCE");
    await db.update(sesSuppressionTasks).set({ requestedAt: sql`now() + interval '1 second'` });
    expect(await pullAll()).toBe(0);
    expect(await ours("back@example.com")).toEqual([]);
  });

  test("comes back when SES suppresses it anew after the lifting", async () => {
    await put("again@example.com", "BOUNCE");
    await pullAll();
    await lift("again@example.com", "bounce");
    await db.update(sesSuppressionTasks).set({ requestedAt: sql`now() - interval '1 minute'` });
    await put("again@example.com", "COMPLAINT");
    await pullAll();
    expect(await ours("again@example.com")).toEqual(["complaint ses_list"]);
  });
});

describe("what SES cannot know", () => {
  test("is told: bounces and complaints from elsewhere, and nothing else", async () => {
    const source = "import:1";
    await suppress({ emailNormalized: "b@example.com", reason: "bounce", source });
    await suppress({ emailNormalized: "c@example.com", reason: "complaint", source });
    await suppress({ emailNormalized: "u@example.com", reason: "unsubscribe", source });
    await suppress({ emailNormalized: "m@example.com", reason: "manual", source });
    await suppress({ emailNormalized: "own@example.com", reason: "bounce", source: "ses" });
    await pullAll();
    expect(await tellSes()).toBe(2);
    expect(await atSes("b@example.com")).toBe("BOUNCE");
    expect(await atSes("c@example.com")).toBe("COMPLAINT");
    for (const email of ["u@example.com", "m@example.com", "own@example.com"]) {
      expect(await atSes(email)).toBeUndefined();
    }
    await pullAll();
    expect(await tellSes()).toBe(0);
  });

  test("is told again and again until SES has heard it", async () => {
    await db.insert(sesSuppressionTasks).values({
      emailNormalized: "no address",
      action: "put",
      reason: "BOUNCE",
      nextAttemptAt: sql`now()`,
    });
    expect(await tellSes()).toBe(0);
    const [failed] = await db.select().from(sesSuppressionTasks);
    expect(failed).toMatchObject({ attempts: 1, lastError: "BadRequestException" });
    expect(failed?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await findSesListState()).toMatchObject({ waiting: 1 });
  });
});

describe("lifting ours", () => {
  test("lifts SES's at once", async () => {
    await put("a@example.com", "BOUNCE");
    await pullAll();
    expect(await lift("a@example.com", "bounce")).toEqual({ ok: true, isSesCleared: true });
    expect(await atSes("a@example.com")).toBeUndefined();
    expect(await findSesListState()).toMatchObject({ waiting: 0 });
  });

  test("leaves SES's entry while the other reason still stands", async () => {
    const address = { emailNormalized: "two@example.com", source: "ses" };
    await suppress({ ...address, reason: "bounce" });
    await suppress({ ...address, reason: "complaint" });
    await put("two@example.com", "BOUNCE");
    await lift("two@example.com", "bounce");
    expect(await atSes("two@example.com")).toBe("COMPLAINT");
    await lift("two@example.com", "complaint");
    expect(await atSes("two@example.com")).toBeUndefined();
  });

  test("of a reason that SES does not know leaves SES alone", async () => {
    await put("man@example.com", "BOUNCE");
    await suppress({ emailNormalized: "man@example.com", reason: "manual", source: "user:1" });
    expect(await lift("man@example.com", "manual")).toEqual({ ok: true, isSesCleared: true });
    expect(await atSes("man@example.com")).toBe("BOUNCE");
    expect(await db.select().from(sesSuppressionTasks)).toEqual([]);
  });

  test("wins over a wish that was under way for the same address", async () => {
    await suppress({ emailNormalized: "w@example.com", reason: "bounce", source: "import:1" });
    await pullAll(); // wishes a put
    await lift("w@example.com", "bounce"); // told at once
    expect(await tellSes()).toBe(0);
    expect(await atSes("w@example.com")).toBeUndefined();
  });
});
