import { useTranslations } from "next-intl";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";

/** The outline of most pages: a title, a line of controls, a list. */
export default function Loading() {
  const t = useTranslations("ui");
  return (
    <Page>
      <output className="sr-only">{t("loading")}</output>
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-9 w-72 max-w-full" />
      <div className="flex flex-col gap-px overflow-hidden rounded-lg border border-line">
        {["a", "b", "c", "d", "e", "f"].map((row) => (
          <div key={row} className="flex h-11 items-center gap-6 bg-surface px-4">
            <Skeleton className="w-2/5" />
            <Skeleton className="w-1/5" />
            <Skeleton className="ml-auto w-16" />
          </div>
        ))}
      </div>
    </Page>
  );
}
