"use client";

import { BarePage } from "@/components/shell/bare-page";
import { FailedPage } from "@/components/shell/failed-page";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <BarePage>
      <FailedPage error={error} reset={reset} />
    </BarePage>
  );
}
