import {
  Ban,
  CalendarClock,
  CircleCheck,
  CirclePause,
  CircleX,
  Loader,
  type LucideIcon,
  PencilLine,
  Send,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { CampaignStatus } from "@/lib/domain/campaign-edit";

const looks: Record<CampaignStatus, { tone: BadgeTone; Icon: LucideIcon }> = {
  draft: { tone: "neutral", Icon: PencilLine },
  scheduled: { tone: "violet", Icon: CalendarClock },
  launching: { tone: "accent", Icon: Loader },
  sending: { tone: "accent", Icon: Send },
  paused: { tone: "warn", Icon: CirclePause },
  completed: { tone: "good", Icon: CircleCheck },
  completed_with_failures: { tone: "warn", Icon: TriangleAlert },
  canceled: { tone: "neutral", Icon: Ban },
  failed: { tone: "bad", Icon: CircleX },
};

export function CampaignStatusBadge({ status }: { status: CampaignStatus }) {
  const t = useTranslations("campaigns.status");
  const { tone, Icon } = looks[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(status)}
    </Badge>
  );
}
