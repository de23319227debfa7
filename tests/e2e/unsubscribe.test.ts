import type { Mail } from "./support/inbox";
import { withDatabase, type Query } from "./support/database";
import type { System } from "./support/system";
import { expect, test } from "./support/test";

type Person = { contactId: string; topicId: string; email: string; topic: string };

let n = 0;

/** Somebody who subscribed to a topic of his own. */
async function addPerson(query: Query): Promise<Person> {
  n += 1;
  const topic = `소식 ${n} ${Date.now()}`;
  const email = `reader-${Date.now()}-${n}@reader.test`;
  const [topicRow] = await query<{ id: string }>(
    "insert into topics (brand_id, name) select min(id), $1 from brands returning id",
    [topic],
  );
  const [contact] = await query<{ id: string }>(
    "insert into contacts (email, email_normalized, name, locale) values ($1, $1, '김민준', 'ko') returning id",
    [email],
  );
  const person = { contactId: contact?.id ?? "", topicId: topicRow?.id ?? "", email, topic };
  await query(
    "insert into subscriptions (contact_id, topic_id, status) values ($1, $2, 'subscribed')",
    [person.contactId, person.topicId],
  );
  return person;
}

const slot = (name: string) => ({ kind: "url", name });

/** A launched campaign with one mail to the person; the dispatcher takes it from here. */
async function mailTo(query: Query, person: Person): Promise<{ recipientId: string }> {
  const compiled = {
    v: 1,
    locale: "ko",
    subject: { chunks: ["(광고) 안녕하세요"], slots: [] },
    html: {
      chunks: ['<p>안녕하세요</p><a href="', '">수신거부</a>'],
      slots: [slot("unsubscribe")],
    },
    text: { chunks: ["수신거부: ", ""], slots: [slot("unsubscribe")] },
    links: [],
    fields: [],
    requiredFields: [],
  };
  const hash = `e2e-${person.email}`;
  await query("insert into contents (hash, compiled) values ($1, $2) on conflict do nothing", [
    hash,
    JSON.stringify(compiled),
  ]);
  const [campaign] = await query<{ id: string }>(
    `insert into campaigns (brand_id, name, topic_id, status, content_hash, from_name, from_email,
       started_at, fanout_finished_at, audience_count)
     select min(id), 'unsubscribe e2e', $1, 'sending', $2, '테스트 상점', 'shop@localhost.test',
       now(), now(), 1 from brands returning id`,
    [person.topicId, hash],
  );
  const [recipient] = await query<{ id: string }>(
    `insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name)
     values ($1, $2, 'marketing', $3, $3, '김민준') returning id`,
    [campaign?.id, person.contactId, person.email],
  );
  return { recipientId: recipient?.id ?? "" };
}

async function statusOf(system: System, { contactId, topicId }: Person): Promise<string> {
  return withDatabase(system, async (query) => {
    const [row] = await query<{ status: string }>(
      "select status from subscriptions where contact_id = $1 and topic_id = $2",
      [contactId, topicId],
    );
    return row?.status ?? "none";
  });
}

function unsubscribeLink(mail: Mail | undefined): string {
  const header = mail?.headers["List-Unsubscribe"] ?? "";
  return /<(https?:[^>]+)>/.exec(header)?.[1] ?? "";
}

test("looking at the link changes nothing; one press unsubscribes, another takes it back", async ({
  system,
  inbox,
  browser,
  page,
  expectAccessible,
}) => {
  const person = await withDatabase(system, async (query) => {
    const added = await addPerson(query);
    await mailTo(query, added);
    return added;
  });
  const [mail] = await inbox.waitFor({ to: person.email });
  const link = unsubscribeLink(mail);
  expect(mail?.html).toContain(link);

  // As scanners do.
  for (const method of ["GET", "HEAD", "GET"]) await fetch(link, { method });
  expect(await statusOf(system, person)).toBe("subscribed");

  const context = await browser.newContext({ javaScriptEnabled: false, locale: "ko-KR" });
  const plain = await context.newPage();
  await plain.goto(link);
  await expect(plain.getByText("r***@reader.test")).toBeVisible();
  await expect(plain.getByRole("checkbox", { name: person.topic })).toBeChecked();
  await plain.getByRole("button", { name: `‘${person.topic}’ 수신거부` }).click();
  await expect(plain.getByRole("heading", { name: "수신거부가 완료됐어요" })).toBeVisible();
  expect(await statusOf(system, person)).toBe("unsubscribed");

  await plain.getByRole("button", { name: "되돌리기" }).click();
  await expect(plain.getByRole("heading", { name: "되돌렸어요" })).toBeVisible();
  expect(await statusOf(system, person)).toBe("subscribed");
  await context.close();

  // axe is a script, so it looks from a browser that runs scripts.
  await page.goto(link);
  await expectAccessible();
});

test("the mail program's one-click stops mails that are not yet on their way", async ({
  system,
  inbox,
}) => {
  const person = await withDatabase(system, async (query) => {
    const added = await addPerson(query);
    await mailTo(query, added);
    return added;
  });
  const [mail] = await inbox.waitFor({ to: person.email });
  expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");

  const response = await fetch(unsubscribeLink(mail), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(await statusOf(system, person)).toBe("unsubscribed");

  const { recipientId } = await withDatabase(system, (query) => mailTo(query, person));
  await expect
    .poll(() =>
      withDatabase(system, async (query) => {
        const [row] = await query<{ status: string; skip_reason: string | null }>(
          "select status, skip_reason from recipients where id = $1",
          [recipientId],
        );
        return `${row?.status} ${row?.skip_reason}`;
      }),
    )
    .toBe("skipped topic_off");
  expect(await inbox.list({ to: person.email })).toHaveLength(1);
});

test("a cut link gets a calm page", async ({ browser, system }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "ko-KR" });
  const page = await context.newPage();
  const response = await page.goto(`${system.url}/u/AQ0BCvEu3QsDMMEkKd`);
  expect(response?.status()).toBe(404);
  await expect(
    page.getByRole("heading", { name: "이 링크로는 아무것도 할 수 없어요" }),
  ).toBeVisible();
  await context.close();
});
