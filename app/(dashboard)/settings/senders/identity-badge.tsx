import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IdentityState } from "@/lib/senders";

const looks: Record<IdentityState, { tone: BadgeTone; icon: ReactNode }> = {
  verified: { tone: "good", icon: <CircleCheck aria-hidden /> },
  unverified: { tone: "warn", icon: <TriangleAlert aria-hidden /> },
  unknown: { tone: "neutral", icon: <CircleDashed aria-hidden /> },
};

/** Whether SES lets mail leave from here. */
export function IdentityBadge({ state }: { state: IdentityState }) {
  const t = useTranslations("settings.senders.identity");
  return <Badge {...looks[state]}>{t(state)}</Badge>;
}
