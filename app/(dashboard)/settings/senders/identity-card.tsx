import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Disclosure } from "@/components/ui/disclosure";
import type { Identity } from "@/lib/identities";
import { CheckButton } from "./check-button";
import { IdentityBadge } from "./identity-badge";
import { RecordTable } from "./record-table";

type IdentityCardProps = { identity: Identity; timeZone: string; canCheck: boolean };

/** A domain: what SES says of it, and its records with what DNS says of each. */
export function IdentityCard({ identity, timeZone, canCheck }: IdentityCardProps) {
  const t = useTranslations("settings.identities");
  const { name, records, verified, checkedAt } = identity;
  const found = records.filter(({ state }) => state === "found").length;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="text-base font-semibold">{name}</h3>
        <IdentityBadge state={verified ? "verified" : "unverified"} />
        <div className="ml-auto flex flex-wrap items-center gap-3 text-sm text-muted">
          <span>
            {checkedAt === null ? (
              t("never")
            ) : (
              <>
                {t("checkedAt")} <DateTime value={checkedAt} timeZone={timeZone} />
              </>
            )}
          </span>
          {canCheck && <CheckButton name={name} />}
        </div>
      </div>
      {records.length === 0 ? (
        <p className="text-muted">{t("address")}</p>
      ) : (
        <Disclosure
          summary={t("count", { found, total: records.length })}
          isOpen={found < records.length}
        >
          <RecordTable domain={name} records={records} />
        </Disclosure>
      )}
    </Card>
  );
}
