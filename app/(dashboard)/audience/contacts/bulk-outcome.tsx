import { getTranslations } from "next-intl/server";
import type { BulkAction } from "@/lib/bulk-list";
import { RetryButton, UndoButton } from "./undo-button";

/** In words how an act on many ended, or why it did not. */
export async function BulkOutcome({ action }: { action: BulkAction }) {
  const t = await getTranslations("contacts.bulk");
  const { deed, status, changed, failedReason, failedWhile } = action;
  if (status !== "failed") return t(`past.${deed.kind}`, { count: changed });
  const stopped = failedWhile === "undoing" ? "undoing" : "running";
  return (
    <>
      {t(`failed.${stopped}`, { deed: t(`deed.${deed.kind}`), changed })}{" "}
      {t(`failedReason.${failedReason ?? "error"}`)}
    </>
  );
}

/** The ways on from an act that ended: again, or back. */
export function BulkWaysOn({ action }: { action: BulkAction }) {
  const { id, status, changed, undoUntil } = action;
  if (undoUntil === null || (status !== "completed" && status !== "failed")) return null;
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      {status === "failed" && <RetryButton id={id} />}
      {changed > 0 && action.failedWhile !== "undoing" && <UndoButton id={id} count={changed} />}
    </div>
  );
}
