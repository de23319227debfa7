import { stringify } from "csv-stringify/sync";
import { recordAudit } from "@/lib/audit";
import type { FailureScope } from "@/lib/delivery/failure-scope";
import { guardCell } from "@/lib/domain/csv-cell";
import type { ListCursor } from "@/lib/domain/list-cursor";
import { readClock } from "@/lib/reports/failures";
import {
  countOpenRecipients,
  listOpenRecipients,
  type OpenRecipient,
  type OpenState,
} from "@/lib/reports/open-recipients";

const columns = [
  "campaign_id",
  "campaign",
  "recipient_id",
  "email",
  "name",
  "cause",
  "answer",
  "since",
  "tries",
  "if_sent_again",
] as const;

const pageSize = 2_000;

/** The people of a list as CSV, in parts that can be streamed; who took it, and why, is logged first. */
export async function* exportOpenRecipients(
  state: OpenState,
  { campaignId, cause }: FailureScope,
  { userId, why }: { userId: number; why: string },
): AsyncGenerator<string> {
  const scope = { campaignId, cause, asOf: await readClock() };
  const people = await countOpenRecipients(state, scope);
  await recordAudit({
    userId,
    action: "recipients.export",
    ...(campaignId !== undefined && { subject: `campaign:${campaignId}` }),
    details: { why, rows: people, filter: state, ...(cause && { cause }) },
  });
  yield "\uFEFF"; // Excel takes a CSV without it for CP949
  yield stringify([[...columns]]);
  let after: ListCursor | undefined;
  do {
    const page = await listOpenRecipients(state, scope, { after, limit: pageSize });
    yield stringify(page.recipients.map(toCells));
    after = page.next;
  } while (after !== undefined);
}

function toCells(row: OpenRecipient): string[] {
  return [
    String(row.campaignId),
    guardCell(row.campaignName),
    String(row.recipientId),
    guardCell(row.email),
    guardCell(row.name),
    row.cause,
    guardCell(row.said),
    row.at.toISOString(),
    String(row.tries),
    row.standing,
  ];
}
