import { liftRate, sendEverything } from "@/tests/support/engine";
import { Readable } from "node:stream";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db, pool } from "@/db";
import { startBulkAction } from "@/lib/bulk-actions";
import { exportContactData } from "@/lib/contact-data";
import { mergeContacts } from "@/lib/contact-merge";
import { createContact as addContact, updateContact } from "@/lib/contacts";
import { contactFilter } from "@/lib/domain/contact-filter";
import { normalizeEmail } from "@/lib/domain/email-address";
import { segmentRule } from "@/lib/domain/segment-rule";
import { readMails, rememberMails } from "@/lib/erase-ledger";
import { erasedWord } from "@/lib/erase-words";
import { erasePerson, listErasures } from "@/lib/erasure";
import { searchErased } from "@/lib/erasure-search";
import { sweepErasures } from "@/lib/erasure-sweep";
import { receiveUpload } from "@/lib/imports/upload";
import { createContact, createTopic } from "@/tests/support/campaign-factory";
import { createUser, importFile } from "@/tests/support/imports";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

const email = "mina.forgetme@reader.test";
const name = "잊혀질이름";
let userId = 0;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, imports, consents, suppressions, topics, campaigns, recipients, email_events,
      attempt_failures, audit_log, erasures, bulk_actions, contact_merges, contact_views, segments cascade`);
  userId = await createUser();
});

const untilDone = () => ({ deadline: Date.now() + 60_000 });

async function erase(address = email) {
  const erased = await erasePerson({ email: address, why: "본인 요청" }, { userId });
  if (!erased.ok) throw new Error(erased.reason);
  await searchErased(erased.erasureId, untilDone());
  return erased.erasureId;
}

/** Every row of every table, as text: whoever is in it, is in the database. */
async function dumpEverything(): Promise<string> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select format('%I', c.relname) as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`);
  const texts: string[] = [];
  for (const table of rows) {
    const found = await db.execute<{ text: string | null }>(
      sql`select string_agg(t::text, e'\n') as text from ${sql.raw(table.name)} t`,
    );
    texts.push(found.rows[0]?.text ?? "");
  }
  return texts.join("\n");
}

/** A person of whom there is something everywhere. */
async function knownPerson(): Promise<number> {
  const topicId = await createTopic();
  const id = await createContact({
    email,
    name,
    topicId,
    topic: "subscribed",
    suppressed: "manual",
  });
  await db.execute(sql`update contacts set phone = '010-9999-8888' where id = ${id}`);
  await db.execute(sql`insert into consents (contact_id, email_normalized, topic_id, action, source, wording, given_at, ip)
    values (${id}, ${email}, ${topicId}, 'granted', 'manual', ${`${name} 님 전화`}, now(), '203.0.113.7')`);
  await db.execute(
    sql`insert into campaigns (brand_id, kind, name) values (1, 'marketing', 'One'), (1, 'test', 'Test')`,
  );
  const { rows } = await db.execute<{ id: string }>(sql`select id from campaigns order by id`);
  const [first, second] = rows.map((row) => Number(row.id));
  await db.execute(sql`
    insert into recipients (campaign_id, id, contact_id, kind, email, email_normalized, name, status, merge_data, bounce_message)
    values (${first}, 1, ${id}, 'marketing', ${email}, ${email}, ${name}, 'sent', ${JSON.stringify({ name })}::jsonb, ${`550 <${email}>`}),
      (${second}, 2, null, 'test', ${email}, ${email}, ${name}, 'sent', null, null)`);
  await db.execute(sql`
    insert into email_events (campaign_id, dedupe_key, type, recipient_id, occurred_at, payload)
    values (${first}, 'a', 'click', 1, now(), '{"link":3,"ip":"203.0.113.7"}'),
      (${first}, 'b', 'bounce', 1, now(), ${JSON.stringify({ mail: { destination: [email] } })}::jsonb),
      (0, ${`stray|${email}`}, 'bounce', null, now(), '{}')`);
  await db.execute(sql`insert into attempt_failures (campaign_id, recipient_id, attempt_id, attempt_no, outcome, code, message)
    values (${first}, 1, gen_random_uuid(), 1, 'x', 'x', ${`no such ${email}`})`);
  await db.execute(
    sql`insert into audit_log (action, details) values ('x', ${JSON.stringify({ to: email })}::jsonb)`,
  );
  await importFile(`email,name\nnot an address ${email},${name}\n`);
  return id;
}

describe("a person is forgotten", () => {
  test("in every table, and the numbers stay", async () => {
    await knownPerson();
    await erase();
    const dump = await dumpEverything();
    expect(dump).not.toContain(email);
    expect(dump).not.toContain(name);
    expect(dump).not.toContain("203.0.113.7");
    expect(dump).not.toContain("9999-8888");
    const { rows } = await db.execute(sql`
      select (select count(*)::int from recipients) as mails,
        (select count(*)::int from email_events where type = 'click' and payload->>'link' = '3') as clicks`);
    expect(rows[0]).toEqual({ mails: 2, clicks: 1 });
  });

  test("also by the address alone, when there is no such contact any more", async () => {
    const id = await knownPerson();
    await db.execute(sql`update recipients set contact_id = null`);
    await db.execute(sql`delete from contacts where id = ${id}`);
    await erase(email.toUpperCase());
    expect(await dumpEverything()).not.toContain(email);
    const again = await erasePerson({ email, why: "again" }, { userId });
    expect(again).toEqual({ ok: false, reason: "already_erased" });
  });

  test("also when they were deleted with others a moment ago, and where somebody looked for them", async () => {
    const id = await knownPerson();
    const deed = { kind: "delete" } as const;
    await startBulkAction({ deed, selection: { ids: [id] } }, { userId });
    const filter = contactFilter.parse({ q: email.toUpperCase() });
    await startBulkAction({ deed, selection: { filter, maxContactId: id } }, { userId });
    await db.execute(sql`insert into contact_views (user_id, name, query)
      values (${userId}, '찾기', ${JSON.stringify({ q: email })}::jsonb)`);
    await erase();
    const dump = await dumpEverything();
    expect(dump.toLowerCase()).not.toContain(email);
    expect(dump).not.toContain(name);
  });

  test("in the rules of segments and campaigns, which go on holding for everybody else", async () => {
    await knownPerson();
    const neighbour = `my${email}`;
    const values = [email.toUpperCase(), neighbour, `${email}.test`];
    const rule = {
      match: "all",
      rules: [
        { field: "email", test: { op: "not_in", values } },
        { field: "name", test: { op: "contains", value: `<${email}>` } },
      ],
    };
    await db.execute(
      sql`insert into segments (name, rule) values ('빼기', ${JSON.stringify(rule)}::jsonb)`,
    );
    await db.execute(sql`
      update campaigns set audience_rule = ${JSON.stringify({ include: [rule], exclude: [] })}::jsonb`);
    await erase();
    const { rows } = await db.execute<{ rule: unknown }>(sql`
      select rule from segments union all select audience_rule->'include'->0 from campaigns`);
    const left = segmentRule.parse(rows[0]?.rule);
    expect(left.rules).toEqual([
      { field: "email", test: { op: "not_in", values: [erasedWord, neighbour, `${email}.test`] } },
      { field: "name", test: { op: "contains", value: `<${erasedWord}>` } },
    ]);
    expect(rows.map((row) => row.rule)).toEqual(rows.map(() => left));
    expect(normalizeEmail(erasedWord).ok).toBe(false);
  });

  test("in files that wait to be imported, and only in those", async () => {
    await knownPerson();
    const upload = async (text: string) => {
      const received = await receiveUpload(Readable.from([Buffer.from(text)]), {
        name: "people.csv",
        userId,
      });
      return received.ok ? received.importId : 0;
    };
    const theirs = await upload(`name,email\n${name},${email.toUpperCase()}\n`);
    const others = await upload("name,email\n누군가,other@reader.test\n");
    const erasureId = await erase();
    const { rows } = await db.execute(sql`
      select i.id::int, status, (select count(*)::int from import_chunks c where c.import_id = i.id) as chunks
      from imports i where i.id in (${theirs}, ${others}) order by i.id`);
    expect(rows).toEqual([
      { id: theirs, status: "canceled", chunks: 0 },
      { id: others, status: "uploaded", chunks: 1 },
    ]);
    expect((await listErasures({ limit: 1 }))[0]).toMatchObject({
      id: erasureId,
      counts: { uploads: 1 },
    });
  });

  test("what is reported later is blanked by the sweep, what a fan-out had planned too", async () => {
    const id = await knownPerson();
    await erase();
    await db.execute(
      sql`update email_events set payload = ${JSON.stringify({ to: email })}::jsonb where dedupe_key = 'b'`,
    );
    await db.execute(sql`
      insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name)
      select max(id), ${id}, 'marketing', ${email}, ${email}, ${name} from campaigns`);
    await sweepErasures();
    expect(await dumpEverything()).not.toContain(email);
    const { rows } = await db.execute(sql`select status, skip_reason from recipients
      where campaign_id = (select max(id) from campaigns) and kind = 'marketing'`);
    expect(rows).toEqual([{ status: "skipped", skip_reason: "erased" }]);
    await db.execute(sql`update erasures set requested_at = now() - interval '8 days'`);
    await sweepErasures();
    const { rows: left } = await db.execute(sql`select contact_id, mails from erasures`);
    expect(left).toEqual([{ contact_id: null, mails: null }]);
  });
});

describe("and does not come back", () => {
  test("by hand, by an import, by another's change, nor by a statement of anybody", async () => {
    await knownPerson();
    await erase();
    const input = { email, name, firstName: null, lastName: null, phone: null, properties: {} };
    expect(await addContact(input, { userId })).toEqual({ ok: false, reason: "erased" });
    const other = await createContact({ email: "other@reader.test" });
    expect(await updateContact(other, input, { userId })).toEqual({ ok: false, reason: "erased" });
    await importFile(`email,name\n${email},${name}\nnew@reader.test,새 사람\n`);
    await db.execute(
      sql`insert into contacts (email, email_normalized) values (${email}, ${email})`,
    );
    await db.execute(sql`update contacts set email_normalized = ${email} where id = ${other}`);
    await db.execute(sql`insert into suppressions (email_normalized, reason, source)
      values (${email}, 'bounce', 'ses'), ('other@reader.test', 'bounce', 'ses')`);
    expect(await db.$count(sql`suppressions`)).toBe(1);
    const { rows } = await db.execute(sql`select email_normalized from contacts order by id`);
    expect(rows.map((row) => row["email_normalized"])).toEqual([
      "other@reader.test",
      "new@reader.test",
    ]);
  });

  test("out of a transaction that was open meanwhile", async () => {
    const importing = await pool.connect();
    try {
      await importing.query("begin");
      await importing.query(
        `insert into contacts (email, email_normalized) values ('${email}', '${email}')`,
      );
      await erase();
      await importing.query("commit");
    } finally {
      importing.release();
    }
    await sweepErasures();
    expect(await dumpEverything()).not.toContain(email);
  });

  test("under the address of a contact that was merged into theirs", async () => {
    const old = "mina.old@reader.test";
    const from = await createContact({ email: old, suppressed: "complaint" });
    const into = await createContact({ email });
    await mergeContacts({ from, into, takeFrom: [] }, { userId });
    await erase();
    const input = { email: old, name, firstName: null, lastName: null, phone: null };
    expect(await addContact({ ...input, properties: {} }, { userId })).toEqual({
      ok: false,
      reason: "erased",
    });
    expect(await dumpEverything()).not.toContain(old);
  });

  test("under either address when the contact had been deleted before", async () => {
    const old = "mina.old@reader.test";
    const from = await createContact({ email: old });
    const into = await createContact({ email });
    await db.execute(sql`
      with made as (insert into campaigns (brand_id, kind, name) values (1, 'marketing', 'Old') returning id)
      insert into recipients (campaign_id, id, contact_id, kind, email, email_normalized, name, status)
      select id, 1, ${from}, 'marketing', ${old}, ${old}, ${name}, 'sent' from made`);
    await mergeContacts({ from, into, takeFrom: [] }, { userId });
    await db.execute(sql`delete from contacts where id = ${into}`);
    await erase();
    const dump = await dumpEverything();
    expect(dump).not.toContain(old);
    expect(dump).not.toContain(email);
    expect(dump).not.toContain(name);
    const again = await erasePerson({ email: old, why: "again" }, { userId });
    expect(again).toEqual({ ok: false, reason: "already_erased" });
  });

  test("as one who waits in a campaign that was planned before", async () => {
    await liftRate();
    const { id, contactIds, topicId } = await launchedCampaign({ count: 3 });
    expect(contactIds).toHaveLength(3);
    await erase(`reader-${topicId}-1@reader.test`);
    await sendEverything();
    const rows = await listRows(id);
    expect(rows.map(({ status }) => status).toSorted()).toEqual(["sent", "sent", "skipped"]);
    expect(rows.filter(({ emailNormalized }) => emailNormalized === "")).toHaveLength(1);
  });
});

test("search and sweep beside each other lose none of the rows that are swept", async () => {
  await knownPerson();
  const erased = await erasePerson({ email, why: "본인 요청" }, { userId });
  if (!erased.ok) throw new Error(erased.reason);
  const id = erased.erasureId;
  const mail = (recipientId: number) => [{ campaignId: 1, recipientId }];
  await Promise.all([1, 2, 3, 4].map((n) => rememberMails(db, id, mail(n))));
  const keys = async () => {
    const { rows } = await db.execute<{ mails: unknown }>(sql`select mails from erasures`);
    return readMails(rows[0]?.mails).map(({ recipientId }) => recipientId);
  };
  expect((await keys()).toSorted((a, b) => a - b)).toEqual([1, 1, 2, 3, 4]);
  // Not over before everything was searched, however long that takes.
  await db.execute(sql`update erasures set requested_at = now() - interval '8 days'`);
  await sweepErasures();
  expect(await keys()).not.toEqual([]);
  await searchErased(id, untilDone());
  await sweepErasures();
  expect(await keys()).toEqual([]);
});

test("the hash alone says nothing, and the log has no address, not even in the reason", async () => {
  await knownPerson();
  const erased = await erasePerson({ email, why: `요청: ${email}` }, { userId });
  expect(erased.ok).toBe(true);
  const { rows } = await db.execute<{ plain: boolean; text: string }>(sql`
    select hash = sha256(convert_to(${email}, 'UTF8')) as plain, why as text from erasures`);
  expect(rows[0]?.plain).toBe(false);
  expect(rows[0]?.text).not.toContain(email);
  const { rows: log } = await db.execute(
    sql`select action, details from audit_log where action = 'contact.erase'`,
  );
  expect(log).toHaveLength(1);
  expect(JSON.stringify(log)).not.toContain(email);
});

test("before, the person can have all of it", async () => {
  const id = await knownPerson();
  const data = await exportContactData(id, { why: "열람 요청", userId, format: "json" });
  const text = JSON.stringify(data);
  for (const part of [email, name, "010-9999-8888", "203.0.113.7", "550 <"]) {
    expect(text).toContain(part);
  }
  expect(data?.mails).toHaveLength(1);
});
