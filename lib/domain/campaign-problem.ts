import type { ContentProblem } from "./content-problem";
import type { Finding } from "./preflight";

/** What the review finds; the words stand in the namespace `campaigns` under `problems.<code>`. */
export type CampaignProblem =
  | { code: "no_sender" }
  | { code: "sender_archived"; name: string }
  | { code: "sender_unverified"; name: string }
  /** SES has not been asked about the sender's domain yet. */
  | { code: "sender_unchecked"; name: string }
  | { code: "no_template" }
  /** The mail does not compile; its words stand in the namespace of the content. */
  | { code: "content"; problem: ContentProblem }
  | { code: "content_warning"; problem: ContentProblem }
  /** What the pre-flight found in the drawn mail; its words stand in the namespace `preflight`. */
  | { code: "mail"; finding: Finding }
  | { code: "mail_warning"; finding: Finding }
  /** Links of the template's sample content are still in the mail. */
  | { code: "sample_links" }
  | { code: "no_topic" }
  | { code: "topic_archived"; name: string }
  | { code: "everybody_without_topic" }
  | { code: "empty_audience" }
  | { code: "nobody_gets_it"; count: number }
  | { code: "empty_segment"; name: string; id: number }
  | { code: "segment_archived"; name: string; id: number }
  /** Who opened a campaign whose rows lie in the archive is not known: "did not" holds for all. */
  | { code: "segment_asks_archived"; name: string; id: number; campaignName: string }
  | { code: "organization_name" }
  | { code: "postal_address" }
  | { code: "phone" }
  | { code: "ses_unknown" }
  | { code: "ses_paused" }
  | { code: "ses_probation" }
  | { code: "ses_sandbox"; count: number };

export type CampaignProblemCode = CampaignProblem["code"];

/** `blocks`: nothing can be sent before it is mended. `warns`: a person decides. */
const severities: Record<CampaignProblemCode, "blocks" | "warns"> = {
  no_sender: "blocks",
  sender_archived: "blocks",
  sender_unverified: "blocks",
  sender_unchecked: "warns",
  no_template: "blocks",
  content: "blocks",
  content_warning: "warns",
  mail: "blocks",
  mail_warning: "warns",
  sample_links: "warns",
  no_topic: "blocks",
  topic_archived: "blocks",
  everybody_without_topic: "warns",
  empty_audience: "blocks",
  nobody_gets_it: "blocks",
  empty_segment: "warns",
  segment_archived: "warns",
  segment_asks_archived: "warns",
  organization_name: "blocks",
  postal_address: "blocks",
  phone: "blocks",
  ses_unknown: "warns",
  ses_paused: "blocks",
  ses_probation: "warns",
  ses_sandbox: "warns",
};

export function blocksSending(problem: CampaignProblem): boolean {
  return severities[problem.code] === "blocks";
}

/** Where a problem is mended; undefined where only waiting or AWS helps. */
export function fixHref(problem: CampaignProblem, campaignId: number): string | undefined {
  const campaign = `/campaigns/${campaignId}`;
  switch (problem.code) {
    case "no_sender":
    case "sender_archived":
    case "no_template":
    case "sample_links":
      return campaign;
    case "content":
    case "content_warning":
      return `${campaign}?at=${problem.problem.field}`;
    case "mail":
    case "mail_warning":
      return `${campaign}?at=${problem.finding.field}`;
    case "sender_unverified":
    case "sender_unchecked":
    case "ses_sandbox":
      return "/settings/senders";
    case "no_topic":
    case "topic_archived":
    case "everybody_without_topic":
    case "empty_audience":
      return `${campaign}/audience`;
    case "nobody_gets_it":
      return `${campaign}/audience`;
    case "empty_segment":
    case "segment_archived":
    case "segment_asks_archived":
      return `/audience/segments/${problem.id}`;
    case "organization_name":
    case "postal_address":
    case "phone":
      return "/settings/organization";
    case "ses_unknown":
    case "ses_paused":
    case "ses_probation":
      return undefined;
  }
}
