import { and, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { type CampaignStatus, campaigns } from "@/db/schema/campaigns";
import { organization } from "@/db/schema/organization";
import { recordAudit } from "@/lib/audit";
import { deliveryMode } from "@/lib/delivery-mode";
import { editableKinds } from "@/lib/domain/campaign-edit";
import { getOrganization } from "@/lib/organization";
import { findProgress, findReport } from "@/lib/reports/report";
import { type ListedSender, listSenders } from "@/lib/senders";

/** Only what people made: system mails and tests are no campaigns to them. */
const made = and(inArray(campaigns.kind, [...editableKinds]), isNull(campaigns.archivedAt));

export type RunningCampaign = {
  id: number;
  name: string;
  status: CampaignStatus;
  audience: number;
  /** Recipients about whom nothing is left to do. */
  done: number;
  inDoubt: number;
  perSecond: number;
  endsAt: Date | undefined;
};

const runningShown = 5;

/** Campaigns whose mails leave or wait right now, with the numbers of their ledger. */
export async function listRunningCampaigns(): Promise<RunningCampaign[]> {
  const rows = await db
    .select({ id: campaigns.id, name: campaigns.name, status: campaigns.status })
    .from(campaigns)
    .where(and(made, inArray(campaigns.status, ["launching", "sending", "paused"])))
    .orderBy(desc(campaigns.startedAt))
    .limit(runningShown);
  return Promise.all(
    rows.map(async (campaign) => {
      const { ledger } = await findReport(campaign.id);
      const { left, perSecond, endsAt } = await findProgress(campaign.id, ledger);
      return {
        ...campaign,
        audience: ledger.audience,
        done: ledger.audience - left,
        inDoubt: ledger.byStatus.in_doubt,
        perSecond,
        endsAt,
      };
    }),
  );
}

export type UpcomingCampaign = { id: number; name: string; scheduledFor: Date; timeZone: string };

/** What will leave next. */
export async function listUpcomingCampaigns(): Promise<UpcomingCampaign[]> {
  const rows = await db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      scheduledFor: campaigns.scheduledFor,
      timeZone: campaigns.timeZone,
    })
    .from(campaigns)
    .where(and(made, eq(campaigns.status, "scheduled"), isNull(campaigns.pausedReason)))
    .orderBy(campaigns.scheduledFor)
    .limit(runningShown);
  return rows.flatMap(({ scheduledFor, timeZone, ...row }) =>
    scheduledFor === null ? [] : [{ ...row, scheduledFor, timeZone: timeZone ?? "UTC" }],
  );
}

export type RecentCampaign = {
  id: number;
  name: string;
  status: CampaignStatus;
  updatedAt: Date;
};

export async function listRecentCampaigns(): Promise<RecentCampaign[]> {
  return db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      status: campaigns.status,
      updatedAt: campaigns.updatedAt,
    })
    .from(campaigns)
    .where(made)
    .orderBy(desc(campaigns.updatedAt))
    .limit(6);
}

export type ChecklistStep = "sender" | "contacts" | "campaign" | "test";

export type Checklist = {
  steps: { step: ChecklistStep; isDone: boolean }[];
  /** The draft in which a test send is one press away. */
  draftId: number | undefined;
};

/** The way to a first mail, read from what is there; undefined once put away or walked to its end. */
export async function findChecklist(): Promise<Checklist | undefined> {
  const { checklistDismissedAt } = await getOrganization();
  if (checklistDismissedAt !== null) return undefined;
  const [senders, [contact], [draft], [test]] = await Promise.all([
    listSenders(),
    db.select({ id: contacts.id }).from(contacts).limit(1),
    db
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(and(made, isNotNull(campaigns.templateKey)))
      .orderBy(desc(campaigns.updatedAt))
      .limit(1),
    db.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.kind, "test")).limit(1),
  ]);
  const steps = [
    { step: "sender" as const, isDone: senders.some(maySend) },
    { step: "contacts" as const, isDone: contact !== undefined },
    { step: "campaign" as const, isDone: draft !== undefined },
    { step: "test" as const, isDone: test !== undefined },
  ];
  return steps.every(({ isDone }) => isDone) ? undefined : { steps, draftId: draft?.id };
}

/** SES has verified it; of the local one, which takes every sender, nobody need ask. */
function maySend({ identityState }: ListedSender): boolean {
  if (identityState === "unknown") return deliveryMode().mode === "local";
  return identityState === "verified";
}

/** Puts the checklist away for everybody. */
export async function dismissChecklist(userId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const dismissed = await tx
      .update(organization)
      .set({ checklistDismissedAt: sql`now()` })
      .where(and(eq(organization.id, 1), isNull(organization.checklistDismissedAt)))
      .returning({ id: organization.id });
    if (dismissed.length > 0) await recordAudit({ userId, action: "checklist.dismiss" }, tx);
  });
}

/** Campaigns that stopped or will not start until somebody decides. */
export async function listStoppedCampaigns() {
  return db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      status: campaigns.status,
      reason: campaigns.pausedReason,
    })
    .from(campaigns)
    .where(
      and(
        made,
        or(
          // A person who pauses leaves no reason, and knows already.
          and(
            inArray(campaigns.status, ["paused", "scheduled"]),
            isNotNull(campaigns.pausedReason),
          ),
          and(
            eq(campaigns.status, "failed"),
            gt(campaigns.updatedAt, sql`now() - interval '14 days'`),
          ),
        ),
      ),
    )
    .orderBy(desc(campaigns.updatedAt))
    .limit(10);
}
