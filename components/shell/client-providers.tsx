"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { Toaster } from "@/components/ui/toast";
import type { Locale } from "@/lib/domain/locale";

/** What the primitives need to know in the browser: the language, and how to follow a link. */
export function ClientProviders({ locale, children }: { locale: Locale; children: ReactNode }) {
  const router = useRouter();
  return (
    <I18nProvider locale={locale === "ko" ? "ko-KR" : "en-GB"}>
      <RouterProvider navigate={(href) => router.push(href)}>
        {children}
        <Toaster />
      </RouterProvider>
    </I18nProvider>
  );
}
