import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "./link-button";

type PagerProps = {
  previous?: string | undefined;
  next?: string | undefined;
  /** "4,812 contacts", where the count is known. */
  children?: ReactNode;
};

/** Steps through a list by key, not by number: the addresses come from the page. */
export function Pager({ previous, next, children }: PagerProps) {
  const t = useTranslations("ui");
  if (previous === undefined && next === undefined && children === undefined) return null;
  return (
    <nav aria-label={t("pages")} className="flex min-h-9 items-center gap-2">
      <p className="grow text-sm text-muted tabular-nums">{children}</p>
      {previous !== undefined && (
        <LinkButton href={previous}>
          <ChevronLeft aria-hidden />
          {t("previous")}
        </LinkButton>
      )}
      {next !== undefined && (
        <LinkButton href={next}>
          {t("next")}
          <ChevronRight aria-hidden />
        </LinkButton>
      )}
    </nav>
  );
}
