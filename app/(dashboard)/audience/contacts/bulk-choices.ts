import { offeredChoices } from "@/lib/domain/property-choices";
import { listProperties } from "@/lib/properties";
import { listStaticSegments } from "@/lib/segment-members";
import { listActiveTopics } from "@/lib/topics";

export type BulkChoices = Awaited<ReturnType<typeof listBulkChoices>>;

/** What can be chosen from when something is done to many. */
export async function listBulkChoices() {
  const [topics, segments, properties] = await Promise.all([
    listActiveTopics(),
    listStaticSegments(),
    listProperties(),
  ]);
  return {
    topics: topics.map(({ id, name }) => ({ id: String(id), label: name })),
    segments: segments.map(({ id, name }) => ({ id: String(id), label: name })),
    properties: properties.map(({ key, label, type, choices }) => ({
      id: key,
      label,
      type,
      choices: offeredChoices(choices).map((choice) => choice.label),
    })),
  };
}
