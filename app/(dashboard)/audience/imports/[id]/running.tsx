import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Live } from "@/components/ui/live";
import { Progress } from "@/components/ui/progress";
import { importPace, importProgress } from "@/lib/domain/import-summary";
import type { Import } from "@/lib/imports/imports";

/** How far a waiting or running import is. */
export async function Running({ found }: { found: Import }) {
  const t = await getTranslations("imports.run");
  return (
    <Card>
      {found.status === "queued" ? (
        <div className="space-y-1">
          <p className="font-medium">{t("queued")}</p>
          <p className="text-sm text-muted">{t("queuedHint")}</p>
        </div>
      ) : (
        <RunningProgress found={found} />
      )}
      <Live isRunning seconds={2} />
    </Card>
  );
}

async function RunningProgress({ found }: { found: Import }) {
  const t = await getTranslations("imports.run");
  const isReading = found.rowsTotal === null;
  const readShare = found.fileBytes === 0 ? 0 : found.bytesDone / found.fileBytes;
  // While reading, the number of rows is only known as far as the bytes tell.
  const expectedRows = readShare > 0 ? Math.round(found.rowsDone / readShare) : 1;
  const progress = importProgress(found);
  const pace = importPace({
    progress,
    // A row is read and written: half of it is done with either.
    rowsDone: (found.rowsDone + found.rowsWritten) / 2,
    startedAt: found.startedAt ?? found.createdAt,
    now: new Date(),
  });
  return (
    <div className="flex flex-col gap-3">
      <Progress
        label={t(isReading ? "reading" : "writing")}
        value={isReading ? found.rowsDone : found.rowsWritten}
        max={isReading ? expectedRows : Math.max(1, (found.rowsTotal ?? 0) - found.rowsRefused)}
        hint={
          pace === undefined
            ? undefined
            : pace.secondsLeft > 90
              ? t("minutes", {
                  rate: pace.rowsPerSecond,
                  minutes: Math.ceil(pace.secondsLeft / 60),
                })
              : t("pace", { rate: pace.rowsPerSecond, seconds: pace.secondsLeft })
        }
      />
      <p className="text-sm text-muted">{t("leave")}</p>
    </div>
  );
}
