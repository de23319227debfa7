import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export type Accept = { at: string; messageId: string; to: string; tags: Record<string, string> };

/** SES's accept log: what was really taken, told by nobody of ours. */
export function readAccepts(sesFolder: string): Accept[] {
  const file = path.join(sesFolder, "accepts.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Accept => JSON.parse(line));
}

/** Everybody exactly once, by the witness; otherwise in words what was wrong. */
export function checkExactlyOnce(
  accepts: readonly Pick<Accept, "to" | "tags">[],
  { campaignId, recipients }: { campaignId: number; recipients: number },
): string[] {
  const own = accepts.filter((accept) => accept.tags["campaign_id"] === String(campaignId));
  const people = new Set(own.map((accept) => accept.tags["recipient_id"]));
  const addresses = new Set(own.map((accept) => accept.to));
  const problems: string[] = [];
  if (own.length > people.size)
    problems.push(`campaign ${campaignId}: ${own.length - people.size} duplicate accepts`);
  if (people.size !== recipients || addresses.size !== recipients)
    problems.push(
      `campaign ${campaignId}: ${people.size} recipients and ${addresses.size} addresses accepted of ${recipients}`,
    );
  return problems;
}
