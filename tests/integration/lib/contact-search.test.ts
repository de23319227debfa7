import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db";
import { countQuickly } from "@/lib/contact-count";
import { listContactIds, listContacts } from "@/lib/contact-list";
import { contactFilter } from "@/lib/domain/contact-filter";
import { searchWords } from "@/lib/domain/search-words";

const everything = { mayReadAddresses: true };

/** Ids far apart, so that they lie in several windows of the index. */
const people: [name: string, email: string, phone: string | null][] = [
  ["홍길동", "gildong.hong@naver.example", "010-1234-5678"],
  ["김민지", "minji@corp12.example.com", "+82 10 9876 5432"],
  ["이지은", "j.lee@daum.test", null],
  ["인서연", "seoyeon_in@kakao.test", "02-120-0000"],
  ["Anna Kim", "ANNA@Shop.example", null],
  ["100% 할인", "odd@한국.test", null],
  ["길동 박", "park@gildong.test", null],
];

/** As large as the planner and the list are made to believe. */
async function believe(contacts: number): Promise<void> {
  await db.execute(
    sql`update pg_class set reltuples = ${contacts} where oid = 'contacts'::regclass`,
  );
}

async function find(q: string, scope = everything): Promise<string[]> {
  const { contacts } = await listContacts(contactFilter.parse({ q }), scope);
  return contacts.map(({ name }) => name).toSorted();
}

beforeAll(async () => {
  await db.execute(sql`truncate contacts cascade`);
  for (const [place, [name, email, phone]] of people.entries()) {
    await db.execute(sql`
      insert into contacts (id, email, email_normalized, name, phone) overriding system value
      values (${1 + place * 30_000}, ${email}, ${email.toLowerCase()}, ${name}, ${phone})`);
  }
});

describe("in a large table the index finds", () => {
  beforeAll(async () => await believe(1_000_000));

  test.each([
    ["길동", ["길동 박", "홍길동"]], // two syllables, anywhere in a name
    ["민지", ["김민지"]],
    ["홍", ["홍길동"]], // one syllable that is closed
    ["이", ["이지은"]], // an open one: at the start, and not the beginning of "인"
    ["지", []],
    ["gildong", ["길동 박", "홍길동"]],
    ["naver.example", ["홍길동"]], // the last label is not in the index
    ["@corp12.example.com", ["김민지"]],
    ["j.lee", ["이지은"]],
    ["anna@shop", ["Anna Kim"]],
    ["an", ["Anna Kim"]], // two letters: at the start
    ["5678", ["홍길동"]],
    ["1234-5678", ["홍길동"]],
    ["9876", ["김민지"]],
    ["길동 naver", ["홍길동"]],
    ["한국", ["100% 할인"]],
    ["100%", ["100% 할인"]],
    ["%", []],
    ["nobodyatall", []],
  ])("%j", async (q, expected) => {
    expect(await find(q)).toEqual(expected);
  });

  test("no address to those who see masked ones", async () => {
    const viewer = { mayReadAddresses: false };
    expect(await find("gildong", viewer)).toEqual([]);
    expect(await find("5678", viewer)).toEqual([]);
    expect(await find("길동", viewer)).toEqual(["길동 박", "홍길동"]);
  });

  test("page by page in both directions, through all the windows", async () => {
    const filter = contactFilter.parse({ q: "길동" });
    for (const sort of ["newest", "oldest"] as const) {
      const seen: number[] = [];
      let after: number | undefined;
      for (;;) {
        const ids = await listContactIds(filter, { ...everything, sort, after, limit: 1 });
        if (ids.length === 0) break;
        seen.push(...ids);
        after = ids.at(-1);
      }
      expect(seen).toEqual(sort === "newest" ? [180_001, 1] : [1, 180_001]);
    }
  });

  test("the number is an estimate, said as one, and a filter's is counted", async () => {
    expect(await countQuickly(contactFilter.parse({}), everything)).toEqual({
      kind: "about",
      count: 1_000_000,
    });
    expect(await countQuickly(contactFilter.parse({ q: "길동" }), everything)).toEqual({
      kind: "exact",
      count: 2,
    });
  });
});

test("what the index finds, reading every row finds too", async () => {
  // Long enough for a trigram: shorter ones are found at the start of words only.
  const words = people
    .flatMap(([name, email]) => [name, email, email.slice(2, 7), name.slice(1)])
    .filter((q) => searchWords(q).every(({ reach }) => reach === "anywhere"));
  expect(words.length).toBeGreaterThan(20);
  for (const q of words) {
    await believe(1_000_000);
    const indexed = await find(q);
    await believe(0);
    expect(indexed, q).toEqual(await find(q));
  }
});
