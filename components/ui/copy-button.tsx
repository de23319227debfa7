"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { toast } from "./toast";

export function CopyButton({ value, label }: { value: string; label: string }) {
  const t = useTranslations("ui");
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // No permission, or a page without https: the text stays there to select.
      toast(t("copyFailed"), { tone: "bad" });
    }
  }

  return (
    <Button
      variant="quiet"
      size="small"
      className="w-7 px-0"
      aria-label={`${t(isCopied ? "copied" : "copy")}: ${label}`}
      onPress={() => void copy()}
    >
      {isCopied ? <Check className="text-good" aria-hidden /> : <Copy aria-hidden />}
    </Button>
  );
}
