import { stringify } from "csv-stringify/sync";
import { recordAudit } from "@/lib/audit";
import { guardCell } from "@/lib/domain/csv-cell";
import type { RecipientFilter } from "@/lib/domain/recipient-filter";
import { countRecipients, listRecipients, type RecipientRow } from "@/lib/reports/recipients";

const columns = [
  "recipient_id",
  "email",
  "name",
  "status",
  "skip_reason",
  "error_code",
  "sent_at",
  "delivered_at",
  "bounced_at",
  "complained_at",
  "opened_at",
  "clicked_at",
  "unsubscribed_at",
] as const;

const pageSize = 2_000;

/** The ledger as CSV, in parts that can be streamed; who took it, and why, is logged first. */
export async function* exportRecipients(
  options: { campaignId: number; q?: string; filter?: RecipientFilter | undefined },
  { userId, why }: { userId: number; why: string },
): AsyncGenerator<string> {
  const rows = await countRecipients(options);
  await recordAudit({
    userId,
    action: "report.export",
    subject: `campaign:${options.campaignId}`,
    // The words searched for may be an address, which the log must not hold.
    details: { why, rows, filter: options.filter ?? null, isSearch: Boolean(options.q) },
  });
  yield "\uFEFF"; // Excel takes a CSV without it for CP949
  yield stringify([[...columns]]);
  let after: number | undefined;
  do {
    const page = await listRecipients({ ...options, after, limit: pageSize });
    yield stringify(page.recipients.map(toCells));
    after = page.next;
  } while (after !== undefined);
}

function toCells(row: RecipientRow): string[] {
  const time = (value: Date | null) => value?.toISOString() ?? "";
  return [
    String(row.id),
    guardCell(row.email),
    guardCell(row.name),
    row.status,
    row.skipReason ?? "",
    guardCell(row.errorCode ?? ""),
    time(row.sentAt),
    time(row.deliveredAt),
    time(row.bouncedAt),
    time(row.complainedAt),
    time(row.openedAt),
    time(row.clickedAt),
    time(row.unsubscribedAt),
  ];
}
