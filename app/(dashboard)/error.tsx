"use client";

import { FailedPage } from "@/components/shell/failed-page";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** Inside the shell: the rest of the dashboard stays at hand. */
export default function DashboardError({ error, reset }: ErrorPageProps) {
  return <FailedPage error={error} reset={reset} />;
}
