"use client";

import { useFormatter, useTranslations } from "next-intl";
import * as z from "zod";
import { Card } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import { TextLink } from "@/components/ui/text-link";

/** Live numbers as the server counts them; parsed, because they come back from an action. */
export const audienceCount = z.object({
  audience: z.number(),
  willGet: z.number(),
  skipped: z.array(
    z.object({
      reason: z.enum([
        "suppressed",
        "unsubscribed",
        "topic_off",
        "no_consent",
        "missing_value",
        "capped",
        "duplicate_address",
        "invalid_address",
        "erased",
      ]),
      count: z.number(),
    }),
  ),
  several: z.number(),
  takenOut: z.number(),
});
export type AudienceCount = z.infer<typeof audienceCount>;

type AudienceNumbersProps = { id: number; count: AudienceCount; isCounting: boolean };

export function AudienceNumbers({ id, count, isCounting }: AudienceNumbersProps) {
  const t = useTranslations("campaigns.audience");
  const reasons = useTranslations("campaigns.reasons");
  const format = useFormatter();
  const people = `/campaigns/${id}/review/people?part=`;
  return (
    <Card className={isCounting ? "opacity-60 transition-opacity" : "transition-opacity"}>
      <div className="flex flex-col gap-3" aria-live="polite" aria-busy={isCounting}>
        <p className="flex items-center gap-2 text-sm text-muted">
          {t("nowTitle")}
          {isCounting && <Spinner className="size-3.5" />}
        </p>
        <p className="flex items-baseline justify-between gap-3">
          <span className="font-medium">{t("willGet")}</span>
          <span className="text-2xl font-semibold tabular-nums">
            {format.number(count.willGet)}
          </span>
        </p>
        <dl className="flex flex-col gap-1 border-t border-line pt-3 text-sm tabular-nums">
          <div className="flex justify-between gap-3">
            <dt className="text-muted">{t("chosen")}</dt>
            <dd>{format.number(count.audience)}</dd>
          </div>
          {count.skipped.map(({ reason, count: n }) => (
            <div key={reason} className="flex justify-between gap-3">
              <dt className="text-muted">
                <TextLink href={`${people}${reason}`}>{reasons(reason)}</TextLink>
              </dt>
              <dd>−{format.number(n)}</dd>
            </div>
          ))}
        </dl>
        {count.several > 0 && (
          <p className="text-sm text-muted">{t("several", { count: count.several })}</p>
        )}
        {count.takenOut > 0 && (
          <p className="text-sm text-muted">{t("takenOut", { count: count.takenOut })}</p>
        )}
        <p className="text-sm text-muted">{t("changes")}</p>
      </div>
    </Card>
  );
}
