import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import pino from "pino";
import { describeError, redaction } from "@/lib/log";

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return error;
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  return JSON.stringify(describeError(await errorOf(work)));
}

test("whoever prints a failed query's error prints no values", async () => {
  const error = await errorOf(db.execute(sql`select ${"lee@secret.test"}::text::bigint`));
  if (!(error instanceof Error)) throw new Error("The query did not fail.");
  expect(error.message).toContain("select $1::text::bigint");
  const own = Object.entries(error).filter(([name]) => name !== "cause");
  expect(`${error.message} ${error.stack} ${inspect(own)}`).not.toContain("lee@secret.test");
});

test("a failed query is logged with its cause, without the values of a person", async () => {
  const kim = { email: "kim@secret.test", emailNormalized: "kim@secret.test", name: "김민준" };
  await db.insert(contacts).values(kim);
  const logged = await failureOf(db.insert(contacts).values(kim));
  expect(logged).toContain("contacts_email_normalized");
  expect(logged).toContain("23505");
  expect(logged).toContain("log.test.ts");
  expect(logged).not.toMatch(/secret\.test|김민준/);
});

test("nor does a line that PostgreSQL quotes appear", async () => {
  const line = JSON.stringify({ email: "lee@secret.test" }).slice(0, -1);
  const logged = await failureOf(db.execute(sql`select ${line}::text::jsonb`));
  expect(logged).toContain("22P02");
  expect(logged).not.toContain("secret.test");
});

test("nor the address that SES refuses, nor a message that is no JSON", () => {
  const refused = new Error("Illegal address: kim@secret.test");
  const unread = [
    "김민준,kim@secret.test",
    '{"name": "김민준" "email": "kim@secret.test", "and": "a long tail after the fault"}',
    '"김민준',
  ].map((text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error;
    }
  });
  for (const error of [refused, ...unread]) {
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(describeError(error))).not.toMatch(/kim@|김민준/);
  }
  expect(describeError(refused)).toMatchObject({ message: "Illegal address: k***@secret.test" });
});

test("an entry that names a person by mistake is censored", () => {
  const lines: string[] = [];
  const entry = { campaign: 7, email: "kim@secret.test", claim: { recipient: 9, name: "김민준" } };
  const write = (line: string) => lines.push(line);
  pino({ redact: redaction }, { write }).info(entry, "sent");
  expect(lines[0]).toContain('"campaign":7');
  expect(lines[0]).toContain('"recipient":9');
  expect(lines[0]).not.toMatch(/kim@|김민준/);
});
