import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Delivery, DeliveryLine } from "@/components/shell/delivery-line";
import { LocaleSwitch } from "@/components/shell/locale-switch";
import { Mark } from "@/components/shell/mark";
import { cx } from "@/components/ui/class-names";

type EntranceProps = {
  title: string;
  description?: ReactNode;
  delivery: Delivery;
  /** wide for the first-run form. */
  width?: "narrow" | "wide";
  children: ReactNode;
};

/** The frame of the pages before the dashboard: one column, one thing to do. */
export function Entrance({
  title,
  description,
  delivery,
  width = "narrow",
  children,
}: EntranceProps) {
  const t = useTranslations("shell");
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-6 sm:py-10">
      <main
        className={cx(
          "my-auto flex w-full flex-col gap-5",
          width === "wide" ? "max-w-150" : "max-w-100",
        )}
      >
        <p className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
          <Mark className="size-7" />
          {t("product")}
        </p>
        <div className="flex flex-col gap-6 rounded-lg border border-line bg-surface p-5 sm:p-7">
          <header className="flex flex-col gap-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
            {description !== undefined && <p className="text-muted">{description}</p>}
          </header>
          {children}
        </div>
        <div className="-mx-2 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <DeliveryLine delivery={delivery} />
          <LocaleSwitch />
        </div>
      </main>
    </div>
  );
}
