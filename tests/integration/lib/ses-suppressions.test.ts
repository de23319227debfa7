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

/** Every task that is due, without waiting for the next second. */
async function tellAll(): Promise<number> {
  for (let told = 0; ;) {
    const some = await tellSes();
    if (some === 0) return told;
    told += some;
    await runAgain();
  }
}

async function ours(email: string) {
  const rows = await db.select().from(suppressions).where(eq(suppressions.emailNormalized, email));
  return rows.map(({ reason, source }) => `${reason} ${source}`).toSorted();
}

/** As a file brings them: many in one statement. */
async function importBounces(count: number) {
  await db.insert(suppressions).values(
    Array.from({ length: count }, (_, n) => ({
      emailNormalized: `b${n}@example.com`,
      reason: "bounce" as const,
      source: "import:1",
    })),
  );
}

async function throttle(rule: { match: string; count: number }) {
  const response = await fetch(new URL("/faults", process.env["AWS_ENDPOINT_URL_SESV2"]), {
    method: "POST",
    headers: {
      authorization: `Bearer ${process.env["SES_FAULT_TOKEN"]}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ rules: [{ kind: "throttle", ...rule }] }),
  });
  expect(response.status).toBe(200);
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
    expect(await tellAll()).toBe(2);
    expect(await atSes("b@example.com")).toBe("BOUNCE");
    expect(await atSes("c@example.com")).toBe("COMPLAINT");
    for (const email of ["u@example.com", "m@example.com", "own@example.com"]) {
      expect(await atSes(email)).toBeUndefined();
    }
    await pullAll();
    expect(await tellAll()).toBe(0);
  });

  test("is wished once, and anew only when the reason gets graver or it was lifted meanwhile", async () => {
    const address = { emailNormalized: "x@example.com", source: "user:1" };
    const versions = async () =>
      (await db.select().from(sesSuppressionTasks)).map((t) => t.version);
    await suppress({ ...address, reason: "bounce" });
    await suppress({ ...address, reason: "bounce" });
    expect(await versions()).toEqual([1]);
    await suppress({ ...address, reason: "complaint" });
    expect(await versions()).toEqual([2]);
    await tellAll();
    expect(await atSes("x@example.com")).toBe("COMPLAINT");
    await lift("x@example.com", "bounce");
    await lift("x@example.com", "complaint");
    expect(await atSes("x@example.com")).toBeUndefined();
    await suppress({ ...address, reason: "bounce" });
    await tellAll();
    expect(await atSes("x@example.com")).toBe("BOUNCE");
  });

  test("is told several at once, the faster the longer SES takes it", async () => {
    await importBounces(30);
    await db.insert(backgroundJobs).values({
      name: "ses_suppression_tasks",
      position: { perSecond: 10, calmSeconds: 9, endedAt: null },
    });
    expect(await tellSes()).toBe(10);
    expect(await findSesListState()).toMatchObject({ waiting: 20, told: 10, perSecond: 11 });
    // A second later at the earliest, whichever of several ticks comes.
    expect(await tellSes()).toBe(0);
    await runAgain();
    expect(await tellSes()).toBe(11);
  });

  test("slows down when SES throttles, and counts that against no address", async () => {
    await importBounces(4);
    await db.insert(backgroundJobs).values({
      name: "ses_suppression_tasks",
      position: { perSecond: 8, calmSeconds: 0, endedAt: null },
    });
    await throttle({ match: "b2@", count: 1 });
    expect(await tellSes()).toBe(3);
    expect(await findSesListState()).toMatchObject({ isFailing: false, waiting: 1, perSecond: 4 });
    await runAgain();
    expect(await tellSes()).toBe(1);
    const tasks = await db.select().from(sesSuppressionTasks);
    expect(tasks.map(({ attempts, lastError }) => ({ attempts, lastError }))).toEqual(
      Array.from({ length: 4 }, () => ({ attempts: 1, lastError: null })),
    );
  });

  test("waits behind a lifting, which somebody waits for", async () => {
    await suppress({ emailNormalized: "lifted@example.com", reason: "bounce", source: "ses" });
    await put("lifted@example.com", "BOUNCE");
    await importBounces(3);
    await throttle({ match: "lifted@", count: 1 });
    expect(await lift("lifted@example.com", "bounce")).toEqual({ ok: true, isSesCleared: false });
    expect(await tellSes()).toBe(1);
    expect(await atSes("lifted@example.com")).toBeUndefined();
    expect(await findSesListState()).toMatchObject({ waiting: 3 });
  });

  test("is told again and again until SES has heard it", async () => {
    await db.insert(sesSuppressionTasks).values({
      emailNormalized: "no address",
      action: "put",
      reason: "BOUNCE",
      nextAttemptAt: sql`now()`,
    });
    expect(await tellAll()).toBe(0);
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
    // Wishes a put, too.
    await suppress({ emailNormalized: "w@example.com", reason: "bounce", source: "import:1" });
    await lift("w@example.com", "bounce"); // told at once
    expect(await tellAll()).toBe(0);
    expect(await atSes("w@example.com")).toBeUndefined();
  });
});
