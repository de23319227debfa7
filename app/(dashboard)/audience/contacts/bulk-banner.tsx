import { getTranslations } from "next-intl/server";
import { Live } from "@/components/ui/live";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import { type BulkAction, listOpenBulkActions } from "@/lib/bulk-list";
import { BulkOutcome, BulkWaysOn } from "./bulk-outcome";

/** How long what one has done oneself is offered for undoing on the list itself. */
const recentMs = 10 * 60_000;

/** What runs on many contacts just now, and what this user did a moment ago. */
export async function OpenBulkActions({ userId }: { userId: number }) {
  const actions = await listOpenBulkActions();
  const now = Date.now();
  const shown = actions.filter(
    (action) =>
      isRunning(action) ||
      (action.createdBy === userId && now - (action.finishedAt?.getTime() ?? 0) < recentMs),
  );
  if (shown.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {shown.map((action) => (
        <BulkNotice key={action.id} action={action} />
      ))}
      <Live isRunning={shown.some(isRunning)} seconds={2} />
    </div>
  );
}

export function isRunning({ status }: BulkAction): boolean {
  return status === "queued" || status === "running" || status === "undoing";
}

async function BulkNotice({ action }: { action: BulkAction }) {
  const t = await getTranslations("contacts.bulk");
  const { deed, status, seen, total } = action;
  if (status === "undoing") return <Notice tone="accent">{t("undoing")}</Notice>;
  if (isRunning(action)) {
    return (
      <Notice tone="accent">
        {total === null ? (
          t("counting")
        ) : (
          <Progress label={t(`deed.${deed.kind}`)} value={seen} max={Math.max(total, seen, 1)} />
        )}
      </Notice>
    );
  }
  return (
    <Notice tone={status === "failed" ? "bad" : "good"} actions={<BulkWaysOn action={action} />}>
      <BulkOutcome action={action} />{" "}
      {deed.kind === "add_to_segment" && status === "completed" && (
        <TextLink href={`/audience/segments/${deed.segmentId}`}>{t("openSegment")}</TextLink>
      )}
    </Notice>
  );
}
