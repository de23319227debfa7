import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocaleSwitch } from "./locale-switch";
import { Mark } from "./mark";

/** A page outside the shell: sign-in, invitation, errors. One thing in the middle. */
export function BarePage({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-3 sm:px-6">
        <Link
          href="/"
          className="flex items-center gap-2 rounded-md text-lg font-semibold tracking-tight"
        >
          <Mark className="size-6" />
          {t("product")}
        </Link>
        <LocaleSwitch />
      </header>
      <main className="flex grow flex-col items-center justify-center px-4 pt-4 pb-16">
        {children}
      </main>
    </div>
  );
}
