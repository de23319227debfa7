import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { importRule } from "@/lib/domain/segment-rule";
import { countReach } from "@/lib/reach";
import { createContact, createTopic } from "@/tests/support/campaign-factory";

test("who refused or is suppressed is not among those who can be written to", async () => {
  await db.execute(sql`truncate contacts, topics, suppressions, import_contacts cascade`);
  const rule = importRule(1);
  expect(await countReach(rule, {})).toBeUndefined();
  const [news, offers] = [await createTopic("소식"), await createTopic("할인")];
  const people = [
    await createContact({ topicId: news, topic: "subscribed" }),
    await createContact({ topicId: news, topic: "subscribed" }),
    await createContact({ topicId: news, topic: "unsubscribed" }),
    await createContact({ topicId: news, topic: "subscribed", suppressed: "complaint" }),
    await createContact(),
  ];
  await createContact({ topicId: news, topic: "subscribed" }); // of another file
  await db.execute(sql`insert into import_contacts (import_id, contact_id)
    select 1, unnest(${sql.param(people)}::bigint[])`);
  expect(await countReach(rule, {})).toEqual({ people: 5, willGet: 2, topic: "소식" });
  const asked = await countReach(rule, { topicId: offers });
  expect(asked).toEqual({ people: 5, willGet: 0, topic: "할인" });
});
