import type { SesBounce, SesEvent } from "./ses-event";

/** Everything a batch of reports says about one recipient, as one change. */
export type RecipientReport = {
  campaignId: number;
  recipientId: number;
  /** Of the mail accepted first; others are evidence of duplicates. */
  sesMessageId: string | null;
  mailAt: Date | null;
  attemptId: string | null;
  sentAt: Date | null;
  /** A report of an unknown type proves nothing. */
  isSent: boolean;
  deliveredAt: Date | null;
  delayedAt: Date | null;
  complainedAt: Date | null;
  rejectedAt: Date | null;
  bounce: (SesBounce & { at: Date; rank: number }) | null;
};

/** A report that names one of our recipients. */
export type OurEvent = SesEvent & { campaignId: number; recipientId: number };

export function isOurs(event: SesEvent): event is OurEvent {
  return event.campaignId !== null && event.recipientId !== null;
}

/**
 * Merges reports, whatever their order: of each kind the earliest counts, of bounces the gravest.
 * Sorted, so that two batches take their row locks in one order.
 */
export function mergeReports(events: readonly OurEvent[]): RecipientReport[] {
  const merged = new Map<string, RecipientReport>();
  for (const event of events) {
    const key = `${event.campaignId}:${event.recipientId}`;
    const before = merged.get(key);
    const after = before ?? startOf(event);
    addTo(after, event);
    if (!before) merged.set(key, after);
  }
  return [...merged.values()].toSorted(
    (a, b) => a.campaignId - b.campaignId || a.recipientId - b.recipientId,
  );
}

function startOf({ campaignId, recipientId }: OurEvent): RecipientReport {
  return {
    campaignId,
    recipientId,
    sesMessageId: null,
    mailAt: null,
    attemptId: null,
    sentAt: null,
    isSent: false,
    deliveredAt: null,
    delayedAt: null,
    complainedAt: null,
    rejectedAt: null,
    bounce: null,
  };
}

function addTo(report: RecipientReport, event: OurEvent): void {
  const at = event.occurredAt;
  if (event.type !== "unknown") report.isSent = true;
  addMail(report, event);
  if (event.type === "delivery") report.deliveredAt = earliest(report.deliveredAt, at);
  if (event.type === "delivery_delay") report.delayedAt = earliest(report.delayedAt, at);
  if (event.type === "reject" || event.type === "rendering_failure")
    report.rejectedAt = earliest(report.rejectedAt, at);
  if (event.isComplaint) report.complainedAt = earliest(report.complainedAt, at);
  if (event.bounce) {
    const bounce = { ...event.bounce, at, rank: rankOf(event.bounce) };
    if (!report.bounce || isGraver(bounce, report.bounce)) report.bounce = bounce;
  }
}

function addMail(report: RecipientReport, event: OurEvent): void {
  if (event.acceptedAt !== null) report.sentAt = earliest(report.sentAt, event.acceptedAt);
  if (event.sesMessageId === null || !isFirstMail(event, report)) return;
  report.sesMessageId = event.sesMessageId;
  report.mailAt = event.acceptedAt;
  report.attemptId = event.attemptId;
}

function isFirstMail(event: OurEvent, { sesMessageId, mailAt }: RecipientReport): boolean {
  if (sesMessageId === null) return true;
  const difference = Number(event.acceptedAt ?? 0) - Number(mailAt ?? 0);
  return difference < 0 || (difference === 0 && (event.sesMessageId ?? "") < sesMessageId);
}

function earliest(a: Date | null, b: Date): Date {
  return a === null || b < a ? b : a;
}

/** The same order as `bounceRankSql` of lib/delivery/apply-reports.ts. */
function rankOf({ type, kind }: Pick<SesBounce, "type" | "kind">): number {
  if (kind === "echo") return 1;
  return { transient: 2, undetermined: 3, permanent: 4 }[type];
}

type RankedBounce = NonNullable<RecipientReport["bounce"]>;

/** A total order, so that the same bounce wins in whatever order they come. */
function isGraver(a: RankedBounce, b: RankedBounce): boolean {
  if (a.rank !== b.rank) return a.rank > b.rank;
  if (a.at.getTime() !== b.at.getTime()) return a.at < b.at;
  if (a.subType !== b.subType) return a.subType < b.subType;
  return a.message < b.message;
}
