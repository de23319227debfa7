import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageChoice } from "./language-choice";

type EntranceProps = {
  title: string;
  description?: ReactNode;
  isLocal: boolean;
  /** wide for the first-run form. */
  width?: "narrow" | "wide";
  children: ReactNode;
};

/** The frame of the pages before the dashboard: one column, one thing to do. */
export function Entrance({
  title,
  description,
  isLocal,
  width = "narrow",
  children,
}: EntranceProps) {
  const t = useTranslations("auth");
  const product = useTranslations("shell")("product");
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-6 sm:py-10">
      <main
        className={`my-auto flex w-full flex-col gap-6 ${width === "wide" ? "max-w-150" : "max-w-95"}`}
      >
        <p className="text-lg font-semibold tracking-tight">{product}</p>
        <div className="flex flex-col gap-5 rounded-lg border border-line bg-surface p-5 sm:p-7">
          <header className="flex flex-col gap-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
            {description !== undefined && <p className="text-muted">{description}</p>}
          </header>
          {children}
        </div>
        <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm text-muted">
          <span>{t(isLocal ? "localDelivery" : "realDelivery")}</span>
          <LanguageChoice />
        </footer>
      </main>
    </div>
  );
}
