import { sql } from "drizzle-orm";

/** Contacts a statement; with more the arrays of random words grow for nothing. */
const slice = 200_000;

/**
 * Contacts with Korean names, addresses of few large and many small domains, phones, two topics,
 * suppressions and a small old import, made by the database itself from a fixed seed. The search
 * index is built afterwards: a bench of reading need not pay for upkeep.
 */
export async function createCrowd(
  count: number,
): Promise<{ importId: number; topicIds: number[] }> {
  const { db } = await import("@/db");
  const { rows: definition } = await db.execute<{ text: string }>(
    sql`select pg_get_indexdef('contacts_search'::regclass) as text`,
  );
  await db.execute(sql`drop index contacts_search`);
  await db.execute(sql`drop index contacts_properties`);
  for (let from = 0; from < count; from += slice) {
    await addPeople(from, Math.min(from + slice, count));
  }
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    await tx.execute(sql.raw(definition[0]?.text ?? ""));
    await tx.execute(sql`create index contacts_properties on contacts using gin (properties)`);
  });
  const topicIds = await addTopics();
  await db.execute(sql`
    insert into suppressions (email_normalized, reason, source)
    select email_normalized, 'bounce', 'bench' from contacts where id % 331 = 0`);
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into imports (file_name, status, uploaded_at) values ('old.csv', 'completed', now()) returning id`);
  const importId = Number(rows[0]?.id);
  await db.execute(sql`insert into import_contacts (import_id, contact_id)
    select ${importId}::bigint, id from contacts where id <= 20000`);
  await db.execute(sql`vacuum analyze contacts`);
  await db.execute(sql`analyze`);
  return { importId, topicIds };
}

async function addPeople(from: number, to: number): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`
    with words as (select
      string_to_array('김,이,박,최,정,강,조,윤,장,임,한,오,서,신,권,황,안,송,전,홍', ',') as family,
      string_to_array('민,서,지,하,도,예,수,현,준,은,유,시,길,영,채,다,가,나,소,태', ',') as first,
      string_to_array('준,연,우,윤,아,진,호,빈,현,은,원,동,희,재,율,린,경,훈,솔,결', ',') as last,
      string_to_array('minji,seojun,haneul,jiwoo,doyun,yuna,hyunwoo,soyeon,gildong,taeho', ',') as latin,
      string_to_array('naver.example,gmail.example,daum.example,kakao.example,nate.example', ',') as domains
    )
    insert into contacts (email, email_normalized, name, phone, properties, source)
    select address, address, name, phone, properties, 'manual' from (
      select n,
        family[1 + h % 20] || first[1 + h / 20 % 20] || last[1 + h / 400 % 20] as name,
        latin[1 + h / 7 % 10] || '.' || to_hex(n) || '@' ||
          case when h % 10 < 7 then domains[1 + h / 11 % 5] else 'corp' || h / 13 % 9973 || '.example' end as address,
        '010-' || lpad((h / 17 % 10000)::text, 4, '0') || '-' || lpad((h / 19 % 10000)::text, 4, '0') as phone,
        jsonb_build_object('grade', (array['gold','silver','vip'])[1 + h % 3], 'points', h % 10000,
          'city', (array['서울','부산','대구','광주'])[1 + h / 5 % 4]) as properties
      from words, (select n, abs(hashint8(n))::bigint as h from generate_series(${from + 1}::int, ${to}::int) n) numbers
    ) made order by n`);
}

/** One for nearly everybody, one for the oldest few: the newest pages have none of those. */
async function addTopics(): Promise<number[]> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into topics (brand_id, name) values (1, '소식'), (1, '초대') returning id`);
  const [news = 0, invited = 0] = rows.map(({ id }) => Number(id));
  await db.execute(sql`insert into subscriptions (contact_id, topic_id, status)
    select id, ${news}::bigint, case when id % 9 = 0 then 'unsubscribed' else 'subscribed' end::subscription_status
    from contacts where id % 5 <> 0`);
  await db.execute(sql`insert into subscriptions (contact_id, topic_id, status)
    select id, ${invited}::bigint, 'subscribed' from contacts where id <= 30000`);
  return [news, invited];
}
