import { eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { properties, segments, topics } from "@/db/schema/audience";
import { segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";

const wantedTopics = [
  { name: "할인과 이벤트", description: "할인, 쿠폰, 새 상품 소식" },
  { name: "월간 소식지", description: "한 달에 한 번 보내는 이야기" },
];

/** The ids of the seed's topics, in their order. */
export async function seedTopics(): Promise<number[]> {
  const names = wantedTopics.map(({ name }) => name);
  const here = await db.select().from(topics).where(inArray(topics.name, names));
  const missing = wantedTopics.filter(({ name }) => here.every((topic) => topic.name !== name));
  if (missing.length > 0) {
    const brandId = sql`(select min(id) from brands)`;
    await db.insert(topics).values(missing.map((topic) => ({ ...topic, brandId })));
  }
  const all = await db.select().from(topics).where(inArray(topics.name, names));
  return names.flatMap((name) => all.find((topic) => topic.name === name)?.id ?? []);
}

export async function seedProperties(): Promise<void> {
  await db
    .insert(properties)
    .values([
      { key: "grade", label: "등급", type: "text" },
      { key: "points", label: "적립금", type: "number" },
      { key: "signup_date", label: "가입일", type: "date" },
      { key: "birthday", label: "생일", type: "date" },
      { key: "region", label: "지역", type: "text" },
      { key: "app_user", label: "앱 사용", type: "boolean" },
    ])
    .onConflictDoNothing();
}

/** Returns how many were added. */
export async function seedSegments(topicId: number): Promise<number> {
  let added = 0;
  for (const { name, rule } of wantedSegments(topicId)) {
    const here = await db.$count(segments, eq(segments.name, name));
    if (here > 0) continue;
    await db.insert(segments).values({ name, rule: segmentRule.parse(rule) });
    added += 1;
  }
  return added;
}

function wantedSegments(topicId: number): { name: string; rule: SegmentRule }[] {
  return [
    {
      name: "VIP 고객",
      rule: {
        match: "all",
        rules: [
          { field: "property", key: "grade", type: "text", test: { op: "is", value: "VIP" } },
        ],
      },
    },
    {
      name: "수도권, 적립금 1만 원 이상",
      rule: {
        match: "all",
        rules: [
          {
            field: "property",
            key: "region",
            type: "text",
            test: { op: "in", values: ["서울", "경기", "인천"] },
          },
          {
            field: "property",
            key: "points",
            type: "number",
            test: { op: "gte", value: 10_000 },
          },
        ],
      },
    },
    {
      name: "최근 1년 안에 가입한 구독자",
      rule: {
        match: "all",
        rules: [
          {
            field: "property",
            key: "signup_date",
            type: "date",
            test: { op: "in_last_days", days: 365 },
          },
          { field: "topic", topicId, state: "subscribed" },
        ],
      },
    },
  ];
}
