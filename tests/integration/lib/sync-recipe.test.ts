import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { NextRequest } from "next/server";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/contacts/route";
import { db } from "@/db";
import { contacts, properties } from "@/db/schema/audience";
import { brands } from "@/db/schema/organization";
import { createApiKey } from "@/lib/api-keys";
import { contactByEmail, createUser } from "@/tests/support/imports";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const run = promisify(execFile);
let folder = "";
let server: Server;

// The script of docs/sync-api.md, as a reader would save it.
beforeAll(async () => {
  const page = await readFile(path.join(root, "docs/sync-api.md"), "utf8");
  const script = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-recipe-"));
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const [brand] = await db.insert(brands).values({ name: "소담" }).returning({ id: brands.id });
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into topics (brand_id, name) values (${brand?.id ?? 0}, '소식') returning id`);
  await writeFile(
    path.join(folder, "sync-contacts.mjs"),
    script.replace('topic: "3"', `topic: "${rows[0]?.id}"`),
  );
  await db.insert(properties).values([
    { key: "grade", label: "등급", type: "text" },
    { key: "signup_date", label: "가입일", type: "date" },
  ]);
  await db.execute(sql`
    create table customers (id bigint generated always as identity primary key, email text, name text,
      phone text, grade text, joined_on date, newsletter boolean, updated_at timestamptz)`);
  server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const headers = { authorization: request.headers.authorization ?? "" };
  const body = Buffer.concat(parts);
  const sent = new NextRequest("http://localhost/api/contacts", { method: "POST", headers, body });
  const answered = await POST(sent, { params: Promise.resolve({}) });
  response.writeHead(answered.status).end(await answered.text());
}

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("the documented job sends everybody once, and later only what changed", async () => {
  // More than a page, all of one instant: the cursor must not stop inside it.
  await db.execute(sql`
    insert into customers (email, name, phone, grade, joined_on, newsletter, updated_at)
    select 'c' || n || '@example.com', '고객' || n, '010-0000-' || n, 'VIP', '2026-01-05', n % 2 = 0,
      now() - interval '1 hour'
    from generate_series(1, 1500) n`);
  const { key } = await createApiKey({
    name: "job",
    scopes: ["contacts:write", "consents:write"],
    userId: await createUser(),
  });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const job = () =>
    run(process.execPath, ["sync-contacts.mjs"], {
      cwd: folder,
      env: {
        NODE_ENV: "production",
        PATH: process.env["PATH"],
        LETTERPRESS_URL: `http://127.0.0.1:${port}`,
        LETTERPRESS_KEY: key,
        SHOP_DATABASE_URL: process.env["DATABASE_URL"],
      },
    });
  await job();
  expect(await db.$count(contacts)).toBe(1500);
  expect(await db.$count(sql`subscriptions where status = 'subscribed'`)).toBe(750);
  expect(await contactByEmail("c2@example.com")).toMatchObject({
    name: "고객2",
    properties: { grade: "VIP", signup_date: "2026-01-05" },
  });

  await db.execute(sql`update customers set name = '새 이름', updated_at = now() - interval '2 minutes'
    where id = 7`);
  await db.execute(sql`update contacts set name = 'untouched' where email = 'c8@example.com'`);
  await job();
  expect(await contactByEmail("c7@example.com")).toMatchObject({ name: "새 이름" });
  expect(await contactByEmail("c8@example.com")).toMatchObject({ name: "untouched" });
});
