"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export type ProviderId = "google" | "kakao" | "naver";

type ProviderButtonsProps = {
  providers: ProviderId[];
  onChoose: (provider: ProviderId) => Promise<void>;
};

/** Sign-in with an outside account: one button for each whose keys are set. */
export function ProviderButtons({ providers, onChoose }: ProviderButtonsProps) {
  const t = useTranslations("auth");
  const [pending, setPending] = useState<ProviderId>();
  return (
    <div className="flex flex-col gap-2">
      {providers.map((provider) => (
        <Button
          key={provider}
          isPending={pending === provider}
          onPress={() => {
            setPending(provider);
            void onChoose(provider).finally(() => setPending(undefined));
          }}
        >
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
