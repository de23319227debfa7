"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import type { Fix } from "@/lib/domain/preflight";
import type { Preflight, PreflightItem } from "@/lib/domain/preflight-item";
import { fixWords, itemWords } from "./preflight-words";

type PreflightListProps = {
  preflight: Preflight;
  /** What a place is called: "subject", "products.2.url", "<block>.body". */
  placeName: (field: string) => string;
  /** Brings a place into view; absent where nothing can be edited. */
  onShow?: (field: string) => void;
  /** Makes the change; false where what it was made for is gone. */
  onFix?: (fix: Fix) => boolean;
  /** Links are being tried. */
  isChecking?: boolean;
};

/** The preview below should stay in sight. */
const shownAtFirst = 4;

/** What speaks against sending the mail as it stands, each line with its way out. */
export function PreflightList({ preflight, isChecking = false, ...rest }: PreflightListProps) {
  const t = useTranslations("preflight");
  const [isWhole, setWhole] = useState(false);
  const [said, setSaid] = useState("");
  const { items, spam } = preflight;
  const errors = items.filter(({ severity }) => severity === "error").length;
  const left = items.length - shownAtFirst;
  const shown = isWhole || left <= 1 ? items : items.slice(0, shownAtFirst);
  return (
    <section aria-label={t("title")} className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-2">
        <h2 className="font-medium">{t("title")}</h2>
        <output className="text-sm text-muted tabular-nums">
          {t("counts", { errors, warnings: items.length - errors })}
        </output>
      </header>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 px-4 pb-3 text-good-ink">
          <CircleCheck className="size-4" aria-hidden />
          {t("clean")}
        </p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {shown.map((item) => (
            <Line
              key={JSON.stringify([item.code, item.field, item.params])}
              item={item}
              {...rest}
              onSaid={setSaid}
            />
          ))}
        </ul>
      )}
      {left > 1 && (
        <div className="border-t border-line px-2 py-1.5">
          <Button variant="quiet" size="small" onPress={() => setWhole(!isWhole)}>
            {isWhole ? t("less") : t("more", { count: left })}
          </Button>
        </div>
      )}
      {(isChecking || spam) && (
        <p className="flex flex-wrap gap-x-3 border-t border-line px-4 py-2 text-sm text-muted">
          {isChecking && <span>{t("checking")}</span>}
          {spam && <span>{t("spam", { score: spam.score, limit: spam.limit })}</span>}
        </p>
      )}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </section>
  );
}

type LineProps = Pick<PreflightListProps, "placeName" | "onShow" | "onFix"> & {
  item: PreflightItem;
  onSaid: (words: string) => void;
};

function Line({ item, placeName, onShow, onFix, onSaid }: LineProps) {
  const t = useTranslations("preflight");
  const problems = useTranslations("content.problems");
  const words = itemWords(t, problems, item);
  const isError = item.severity === "error";
  const { field, fix } = item;
  const place = field === "mail" ? undefined : placeName(field);
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2">
      <Icon
        aria-hidden
        className={cx("mt-1.5 size-4 shrink-0", isError ? "text-bad-ink" : "text-warn-ink")}
      />
      <p className="min-w-0 grow basis-60 py-1 text-sm wrap-anywhere">
        <span className="sr-only">{t(isError ? "error" : "warning")}: </span>
        {place !== undefined && <span className="font-medium">{place}: </span>}
        {words}
      </p>
      <div className="flex flex-wrap gap-1 max-sm:ml-5">
        {place !== undefined && onShow && (
          <Button
            variant="quiet"
            size="small"
            aria-label={t("showPlace", { place, words })}
            onPress={() => onShow(field)}
          >
            {t("show")}
          </Button>
        )}
        {fix && onFix && (
          <Button
            size="small"
            onPress={() => onSaid(onFix(fix) ? t("fixed", { words }) : t("gone"))}
          >
            {fixWords(t, item)}
          </Button>
        )}
      </div>
    </li>
  );
}
