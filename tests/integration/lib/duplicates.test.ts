import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { mergeContacts } from "@/lib/contact-merge";
import { refreshDuplicates, requestDuplicates, searchDuplicates } from "@/lib/duplicate-search";
import { listDuplicates } from "@/lib/duplicates";
import { erasePerson } from "@/lib/erasure";
import { createContact } from "@/tests/support/campaign-factory";
import { createUser } from "@/tests/support/imports";

const phone = { by: "phone" } as const;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, properties, duplicate_searches, duplicate_groups, contact_merges, erasures cascade`);
});

async function find() {
  await requestDuplicates(phone);
  await searchDuplicates("phone");
  return listDuplicates(phone, {});
}

/** Contacts with phone numbers, oldest first. */
async function contactsWith(phones: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const number of phones) {
    const id = await createContact();
    await db.execute(sql`update contacts set phone = ${number} where id = ${id}`);
    ids.push(id);
  }
  return ids;
}

const idsOf = ({ groups }: Awaited<ReturnType<typeof listDuplicates>>) =>
  groups.map(({ members }) => members.map(({ id }) => id));

test("the same phone number or value makes a group, however it is written", async () => {
  const ids = await contactsWith(["010-1234-5678", "+82 10 1234 5678", "1588", "1588"]);
  const found = await find();
  expect(idsOf(found)).toEqual([[ids[0], ids[1]]]);
  expect(found.groups[0]?.value).toBe("01012345678");
  const three = await createContact({ name: "셋", properties: { member: "M-1" } });
  const four = await createContact({ name: "넷", properties: { member: " m-1 " } });
  const member = { by: "property", key: "member" } as const;
  expect(await listDuplicates(member, {})).toMatchObject({ groups: [], searchedAt: null });
  await requestDuplicates(member);
  expect((await listDuplicates(member, {})).isSearching).toBe(true);
  await searchDuplicates("property:member");
  expect(idsOf(await listDuplicates(member, {}))).toEqual([[three, four]]);
});

test("a page reads what was found, and leaves out who changed, was merged or erased since", async () => {
  const ids = await contactsWith(["010-1111-1111", "010-1111-1111", "010-1111-1111"]);
  const [a = 0, b = 0, c = 0] = ids;
  expect(idsOf(await find())).toEqual([[a, b, c]]);
  await contactsWith(["010-2222-2222", "010-2222-2222"]);
  // Not counted anew for a page: that is what kept it slow.
  expect(idsOf(await listDuplicates(phone, {}))).toEqual([[a, b, c]]);
  await db.execute(sql`update contacts set phone = '010-3333-3333' where id = ${b}`);
  const changed = await listDuplicates(phone, {});
  expect(idsOf(changed)).toEqual([[a, c]]);
  expect(changed.groups[0]?.count).toBe(2);
  const userId = await createUser();
  await mergeContacts({ from: c, into: a, takeFrom: [] }, { userId });
  expect((await listDuplicates(phone, {})).groups).toEqual([]);
  const again = await find();
  expect(again.groups.map(({ value }) => value)).toEqual(["01022222222"]);
  await erasePerson({ email: again.groups[0]?.members[0]?.email ?? "", why: "요청" }, { userId });
  const { rows } = await db.execute(sql`select 1 from duplicate_groups`);
  expect(rows).toEqual([]);
});

test("every group is on one page, in order", async () => {
  const numbers = Array.from({ length: 45 }, (_, n) => `010-0000-${1000 + n}`);
  await contactsWith(numbers.flatMap((number) => [number, number]));
  const seen: string[] = [];
  let page = await find();
  for (;;) {
    seen.push(...page.groups.map(({ value }) => value));
    if (page.next === undefined) break;
    page = await listDuplicates(phone, { after: page.next });
  }
  expect(seen).toEqual(numbers.map((number) => number.replaceAll("-", "")));
});

test("phones are looked through once a day, properties when somebody asked, retired ones no more", async () => {
  const waiting = async () => {
    const { rows } = await db.execute<{ key: string }>(
      sql`select key from duplicate_searches where requested_at is not null order by key`,
    );
    return rows.map(({ key }) => key);
  };
  await db.execute(
    sql`insert into properties (key, label, type) values ('member', '회원', 'text')`,
  );
  await refreshDuplicates();
  expect(await waiting()).toEqual(["phone"]);
  await searchDuplicates("phone");
  await refreshDuplicates();
  expect(await waiting()).toEqual([]);
  await requestDuplicates({ by: "property", key: "member" });
  await searchDuplicates("property:member");
  await db.execute(sql`update duplicate_searches set searched_at = now() - interval '25 hours'`);
  await refreshDuplicates();
  expect(await waiting()).toEqual(["phone", "property:member"]);
  await db.execute(sql`update properties set archived_at = now()`);
  await refreshDuplicates();
  expect(await waiting()).toEqual(["phone"]);
});
