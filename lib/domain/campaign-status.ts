import type { CampaignStatus } from "@/db/schema/campaigns";

/** In which states a person may do what. Every transition checks it again in its UPDATE. */
export const campaignCan = {
  edit: ["draft"],
  confirm: ["draft"],
  schedule: ["draft", "scheduled"],
  unschedule: ["scheduled"],
  launch: ["draft", "scheduled"],
  pause: ["launching", "sending"],
  resume: ["paused"],
  cancel: ["scheduled", "launching", "sending", "paused"],
  delete: ["draft"],
} as const satisfies Record<string, readonly CampaignStatus[]>;

export type CampaignVerb = keyof typeof campaignCan;

export function canCampaign(verb: CampaignVerb, status: CampaignStatus): boolean {
  const states: readonly CampaignStatus[] = campaignCan[verb];
  return states.includes(status);
}

/** Nothing will change any more. */
export function isFinished(status: CampaignStatus): boolean {
  switch (status) {
    case "completed":
    case "completed_with_failures":
    case "canceled":
    case "failed":
      return true;
    case "draft":
    case "scheduled":
    case "launching":
    case "sending":
    case "paused":
      return false;
  }
}

/** Mails may be leaving, or waiting to. */
export function isUnderWay(status: CampaignStatus): boolean {
  return status === "launching" || status === "sending" || status === "paused";
}

/** Why a schedule asks a person instead of sending; it is the campaign's `pausedReason` then. */
const scheduleQuestions = ["missed", "audience_grew", "over_limit"] as const;
export type ScheduleQuestion = (typeof scheduleQuestions)[number];

export function isScheduleQuestion(reason: string | null): reason is ScheduleQuestion {
  return scheduleQuestions.some((question) => question === reason);
}
