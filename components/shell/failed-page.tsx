"use client";

import { useTranslations } from "next-intl";
import { useEffect, useTransition } from "react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

type FailedPageProps = { error: Error & { digest?: string }; reset: () => void };

/** What an error boundary shows: the digest is what the server wrote beside the cause in its log. */
export function FailedPage({ error, reset }: FailedPageProps) {
  const t = useTranslations();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  useEffect(() => {
    document.title = t("errors.failed.title");
  }, [t]);

  function retry() {
    startTransition(() => {
      router.refresh(); // the server part must be asked again, reset() alone keeps its failure
      reset();
    });
  }

  return (
    <ErrorState
      isPage
      title={t("errors.failed.title")}
      body={t("errors.failed.body")}
      reference={error.digest}
      action={
        <>
          <Button variant="primary" onPress={retry} isPending={isPending}>
            {t("ui.retry")}
          </Button>
          <LinkButton href="/">{t("errors.failed.overview")}</LinkButton>
        </>
      }
    />
  );
}
