"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import * as z from "zod";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { preview } from "./actions";

const answer = z.object({
  count: z.number(),
  total: z.number(),
  sample: z.array(z.object({ id: z.number(), email: z.string(), name: z.string() })),
});
type Answer = z.infer<typeof answer>;

const waitMs = 500;

/** How many fit and the latest of them; counted anew a moment after each change. */
export function SegmentPreview({ rule }: { rule: string | undefined }) {
  const t = useTranslations("segments.preview");
  const { found, isCounting, isFailed } = usePreview(rule);
  return (
    <Card className="flex flex-col gap-3 lg:sticky lg:top-6">
      <h2 className="text-sm font-medium text-muted">{t("title")}</h2>
      <div aria-live="polite" aria-busy={isCounting} className="flex flex-col gap-3">
        {rule === undefined ? (
          <p className="text-muted">{t("incomplete")}</p>
        ) : isFailed ? (
          <p className="text-muted">{t("failed")}</p>
        ) : found === undefined ? (
          <p className="flex items-center gap-2 text-muted">
            <Spinner className="size-4" />
            {t("counting")}
          </p>
        ) : (
          <>
            <p>
              <span className="text-2xl font-semibold tabular-nums">
                {t("count", { count: found.count })}
              </span>{" "}
              <span className="text-sm text-muted">{t("ofTotal", { total: found.total })}</span>
              {isCounting && <Spinner className="ml-2 inline size-4" />}
            </p>
            <Sample found={found} />
          </>
        )}
      </div>
    </Card>
  );
}

function Sample({ found: { count, sample } }: { found: Answer }) {
  const t = useTranslations("segments.preview");
  if (count === 0) {
    return (
      <Notice tone="warn" title={t("nobodyTitle")}>
        {t("nobodyBody")}
      </Notice>
    );
  }
  return (
    <>
      <div>
        <p className="text-sm text-muted">{t("sample", { count: sample.length })}</p>
        <ul className="mt-1 flex flex-col gap-1">
          {sample.map(({ id, email, name }) => (
            <li key={id} className="min-w-0">
              <p className="truncate">{name || email}</p>
              {name !== "" && <p className="truncate text-sm text-muted">{email}</p>}
            </li>
          ))}
        </ul>
      </div>
      <p className="text-sm text-muted">{t("mailable")}</p>
    </>
  );
}

/** Asks once the typing rests; an answer to an older rule is dropped. */
function usePreview(rule: string | undefined) {
  const [asked, setAsked] = useState<{ rule: string; found: Answer | undefined }>();
  const [last, setLast] = useState<Answer>();
  useEffect(() => {
    if (rule === undefined) return undefined;
    let isCurrent = true;
    async function ask(asking: string) {
      const form = new FormData();
      form.set("rule", asking);
      const state = await preview(undefined, form).catch(() => undefined);
      if (!isCurrent) return;
      const found = answer.safeParse(state?.data).data;
      setAsked({ rule: asking, found });
      if (found) setLast(found);
    }
    const timer = setTimeout(() => void ask(rule), waitMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [rule]);
  const isAnswered = asked?.rule === rule;
  return {
    found: last,
    isCounting: !isAnswered,
    isFailed: isAnswered && asked?.found === undefined,
  };
}
