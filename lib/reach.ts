import { reviewAudience } from "@/lib/campaign-audience";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { listActiveTopics } from "@/lib/topics";

/** `willGet` of `people` would get a mail on the topic. */
export type Reach = { people: number; willGet: number; topic: string };

/**
 * How many of these people a campaign would reach, counted as its review counts them: who refused is
 * not written to, whatever the button said. Without a topic the one that a new campaign proposes.
 */
export async function countReach(
  rule: SegmentRule,
  { topicId }: { topicId?: number | undefined },
): Promise<Reach | undefined> {
  const topics = (await listActiveTopics()).toSorted((a, b) => a.id - b.id);
  const topic = topics.find(({ id }) => id === topicId) ?? topics[0];
  if (!topic) return undefined;
  const { audience, willGet } = await reviewAudience({
    kind: "marketing",
    topicId: topic.id,
    include: [rule],
    exclude: [],
    requiredFields: [],
    asOf: new Date(),
    maxContactId: null,
  });
  return { people: audience, willGet, topic: topic.name };
}
