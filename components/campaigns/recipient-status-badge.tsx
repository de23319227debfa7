import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  HelpCircle,
  Loader,
  type LucideIcon,
  MinusCircle,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { RecipientStatus } from "@/lib/domain/recipient-status";

const looks: Record<RecipientStatus, { tone: BadgeTone; Icon: LucideIcon }> = {
  queued: { tone: "neutral", Icon: Clock },
  sending: { tone: "accent", Icon: Loader },
  in_doubt: { tone: "violet", Icon: HelpCircle },
  sent: { tone: "good", Icon: CircleCheck },
  failed: { tone: "bad", Icon: CircleX },
  skipped: { tone: "warn", Icon: MinusCircle },
  canceled: { tone: "neutral", Icon: Ban },
};

export function RecipientStatusBadge({ status }: { status: RecipientStatus }) {
  const t = useTranslations("reports.status");
  const { tone, Icon } = looks[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(status)}
    </Badge>
  );
}
