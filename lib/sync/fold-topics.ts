import { groupBy } from "@/lib/domain/group-by";
import type { TopicOutcome, TopicWish } from "./topics";

/**
 * What several lines say of one person and topic is one wish: a no, if there is any, otherwise the
 * last yes. `spread` answers every line again from what became of it.
 */
export function foldWishes(wishes: TopicWish[]): {
  folded: TopicWish[];
  spread: (outcomes: TopicOutcome[]) => TopicOutcome[];
} {
  const groups = [
    ...groupBy(wishes, ({ contactId, topicId }) => `${contactId} ${topicId}`).values(),
  ].map((group) => ({ group, holds: whatHolds(group) }));
  return {
    folded: groups.flatMap(({ holds }) => holds ?? []),
    spread: (outcomes) =>
      groups.flatMap(({ group, holds }) => {
        const became = outcomes.find(
          ({ line, topicId }) => line === holds?.line && topicId === holds.topicId,
        );
        if (holds === undefined || became === undefined) return [];
        return group.map(({ line, topicId, status }) => ({
          line,
          topicId,
          status: status === holds.status ? became.status : "kept_unsubscribed",
        }));
      }),
  };
}

function whatHolds(group: TopicWish[]): TopicWish | undefined {
  return group.findLast(({ status }) => status === "unsubscribed") ?? group.at(-1);
}
