"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { readPreview, type Preview } from "./read-preview";

const waitMs = 400;

/** How many fit and the latest of them; an estimate at once and the count after, anew with each change. */
export function SegmentPreview({ rule }: { rule: string | undefined }) {
  const t = useTranslations("segments.preview");
  const { found, isCounting, isFailed, countAgain } = usePreview(rule);
  return (
    <Card className="flex flex-col gap-3 lg:sticky lg:top-6">
      <h2 className="text-sm font-medium text-muted">{t("title")}</h2>
      <div aria-live="polite" aria-busy={isCounting} className="flex flex-col gap-3">
        {rule === undefined ? (
          <p className="text-muted">{t("incomplete")}</p>
        ) : isFailed ? (
          <>
            <p className="text-muted">{t("failed")}</p>
            <Button size="small" className="self-start" onPress={countAgain}>
              {t("again")}
            </Button>
          </>
        ) : found === undefined ? (
          <p className="flex items-center gap-2 text-muted">
            <Spinner className="size-4" />
            {t("counting")}
          </p>
        ) : (
          <Found found={found} isCounting={isCounting} />
        )}
      </div>
    </Card>
  );
}

function Found({ found, isCounting }: { found: Preview; isCounting: boolean }) {
  const t = useTranslations("segments.preview");
  const { count, total, isEstimate, people } = found;
  return (
    <>
      <p>
        <span className="text-2xl font-semibold tabular-nums">
          {isEstimate ? t("about", { count }) : t("count", { count })}
        </span>{" "}
        <span className="text-sm text-muted">{t("ofTotal", { total })}</span>
        {isCounting && <Spinner className="ml-2 inline size-4" />}
      </p>
      {isEstimate && <p className="text-sm text-muted">{t("estimating")}</p>}
      {!isEstimate && count === 0 && (
        <Notice tone="warn" title={t("nobodyTitle")}>
          {t("nobodyBody")}
        </Notice>
      )}
      {people.length > 0 && (
        <>
          <div>
            <p className="text-sm text-muted">{t("sample", { count: people.length })}</p>
            <ul className="mt-1 flex flex-col gap-1">
              {people.map(({ id, email, name }) => (
                <li key={id} className="min-w-0">
                  <p className="truncate">{name || email}</p>
                  {name !== "" && <p className="truncate text-sm text-muted">{email}</p>}
                </li>
              ))}
            </ul>
          </div>
          <p className="text-sm text-muted">{t("mailable")}</p>
        </>
      )}
    </>
  );
}

type Asked = { rule: string; state: "counting" | "done" | "failed" };

/** Asks once the typing rests; a newer rule aborts the older one's request, and with it its query. */
function usePreview(rule: string | undefined) {
  const [asked, setAsked] = useState<Asked>();
  const [found, setFound] = useState<Preview>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (rule === undefined) return undefined;
    const aborter = new AbortController();
    async function ask(asking: string) {
      setAsked({ rule: asking, state: "counting" });
      try {
        await readPreview(asking, { signal: aborter.signal, tell: setFound });
        setAsked({ rule: asking, state: "done" });
      } catch {
        if (!aborter.signal.aborted) setAsked({ rule: asking, state: "failed" });
      }
    }
    const timer = setTimeout(() => void ask(rule), waitMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [rule, tries]);
  const isAsked = asked?.rule === rule;
  return {
    found,
    isCounting: !isAsked || asked?.state === "counting",
    isFailed: isAsked && asked?.state === "failed",
    countAgain: () => setTries((n) => n + 1),
  };
}
