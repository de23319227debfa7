"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { hintsOf, withDomain } from "@/lib/domain/address-hints";
import { normalizeEmail } from "@/lib/domain/email-address";

type EmailFieldProps = { label: string; name: string; defaultValue: string };

/** An address, with what looks wrong about it said while it can still be asked for. */
export function EmailField({ label, name, defaultValue }: EmailFieldProps) {
  const t = useTranslations("addresses.hint");
  const [email, setEmail] = useState(defaultValue);
  const address = normalizeEmail(email);
  return (
    <>
      <TextField
        label={label}
        name={name}
        type="email"
        value={email}
        onChange={setEmail}
        isRequired
        maxLength={320}
        spellCheck="false"
      />
      <div aria-live="polite" className="flex flex-col gap-1 text-sm text-warn-ink empty:hidden">
        {(address.ok ? hintsOf(address.normalized) : []).map((hint) => {
          if (hint.kind === "role") return <p key="role">{t("role")}</p>;
          if (hint.kind === "closed") return <p key="closed">{t("closed", hint)}</p>;
          const meant = withDomain(email.trim(), hint.meant);
          return (
            <p key="typo" className="flex flex-wrap items-center gap-2">
              {t("typo", { meant: hint.meant })}
              <Button size="small" onPress={() => setEmail(meant)}>
                {t("useMeant", { address: meant })}
              </Button>
            </p>
          );
        })}
      </div>
    </>
  );
}
