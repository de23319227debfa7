import { Ban, Hand, MailX, MoonStar, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { SuppressionReason } from "@/lib/domain/suppression-reason";

const looks: Record<SuppressionReason, { tone: BadgeTone; icon: ReactNode }> = {
  unsubscribe: { tone: "neutral", icon: <Hand aria-hidden /> },
  bounce: { tone: "warn", icon: <MailX aria-hidden /> },
  soft_bounce: { tone: "neutral", icon: <MoonStar aria-hidden /> },
  complaint: { tone: "bad", icon: <TriangleAlert aria-hidden /> },
  manual: { tone: "violet", icon: <Ban aria-hidden /> },
};

/** Why an address gets no mail. */
export function ReasonBadge({ reason }: { reason: SuppressionReason }) {
  const t = useTranslations("suppressions.reasons");
  return <Badge {...looks[reason]}>{t(reason)}</Badge>;
}
