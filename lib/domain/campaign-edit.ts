import type { CampaignKind, CampaignStatus, InDoubtPolicy } from "@/db/schema/campaigns";

// The browser may not import db/, and needs the words.
export type { CampaignKind, CampaignStatus, InDoubtPolicy };

/** The kinds that people make; `test` and `transactional` rows belong to the ledger only. */
export const editableKinds = ["marketing", "information"] as const satisfies CampaignKind[];
export type EditableKind = (typeof editableKinds)[number];

/** What the list can be narrowed to, in the order in which a campaign lives. */
export const campaignFilters = [
  "draft",
  "scheduled",
  "launching",
  "sending",
  "paused",
  "completed",
  "completed_with_failures",
  "canceled",
  "failed",
  "archived",
] as const satisfies (CampaignStatus | "archived")[];
export type CampaignFilter = (typeof campaignFilters)[number];

/** At rest: nothing more will happen to it by itself. */
export const archivableStatuses = [
  "draft",
  "completed",
  "completed_with_failures",
  "canceled",
  "failed",
] as const satisfies CampaignStatus[];

export const campaignSteps = ["content", "audience", "review", "report"] as const;
export type CampaignStep = (typeof campaignSteps)[number];

/** Which steps of a campaign lead somewhere in each status: the report needs a launch. */
export function openSteps(status: CampaignStatus): readonly CampaignStep[] {
  switch (status) {
    case "draft":
    case "scheduled":
      return ["content", "audience", "review"];
    case "failed":
    case "launching":
    case "sending":
    case "paused":
    case "completed":
    case "completed_with_failures":
    case "canceled":
      return campaignSteps;
  }
}

/** Where a campaign opens: the step that its state asks for. */
export function campaignHref(id: number, status: CampaignStatus): string {
  switch (status) {
    case "draft":
      return `/campaigns/${id}`;
    case "scheduled":
      return `/campaigns/${id}/review`;
    case "failed":
    case "launching":
    case "sending":
    case "paused":
    case "completed":
    case "completed_with_failures":
    case "canceled":
      return `/campaigns/${id}/report`;
  }
}

/** At most this many addresses in one test send. */
export const maxTestAddresses = 5;
/** At most this many in a saved group; a test goes to the group and to those typed beside it. */
export const maxGroupAddresses = 20;

/** A test mail's subject, so that nobody takes it for the real one; the label stays readable behind it. */
export function testSubjectPrefix(locale: "ko" | "en"): string {
  return locale === "ko" ? "[테스트] " : "[Test] ";
}
