"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export type ProviderId = "google" | "kakao" | "naver";

type ProviderButtonsProps = {
  providers: ProviderId[];
  /** The origin that providers send people back to. */
  appOrigin: string;
  onChoose: (provider: ProviderId) => Promise<void>;
};

/** Sign-in with an outside account: one button for each whose keys are set. */
export function ProviderButtons({ providers, appOrigin, onChoose }: ProviderButtonsProps) {
  const t = useTranslations("auth");
  const [pending, setPending] = useState<ProviderId>();

  function choose(provider: ProviderId) {
    const { origin, pathname, search } = window.location;
    // By another name of this machine: what a provider sends back would find no cookie here.
    if (origin !== appOrigin) return window.location.assign(appOrigin + pathname + search);
    setPending(provider);
    void onChoose(provider).finally(() => setPending(undefined));
  }

  return (
    <div className="flex flex-col gap-2">
      {providers.map((provider) => (
        <Button key={provider} isPending={pending === provider} onPress={() => choose(provider)}>
          {t("signIn.continueWith", { provider: t(`provider.${provider}`) })}
        </Button>
      ))}
    </div>
  );
}

/** A hairline with the word "or" in it. */
export function OrLine() {
  const t = useTranslations("auth");
  return (
    <div className="flex items-center gap-3 text-sm text-muted">
      <span aria-hidden className="grow border-t border-line" />
      {t("signIn.or")}
      <span aria-hidden className="grow border-t border-line" />
    </div>
  );
}
