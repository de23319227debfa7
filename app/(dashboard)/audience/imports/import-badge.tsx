import { Ban, CircleAlert, CircleCheck, CircleDashed, Clock, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Import } from "@/lib/imports/imports";

type Status = Import["status"];

const looks: Record<Status, { tone: BadgeTone; icon: ReactNode }> = {
  uploaded: { tone: "neutral", icon: <CircleDashed aria-hidden /> },
  queued: { tone: "accent", icon: <Clock aria-hidden /> },
  running: { tone: "accent", icon: <LoaderCircle aria-hidden /> },
  completed: { tone: "good", icon: <CircleCheck aria-hidden /> },
  failed: { tone: "bad", icon: <CircleAlert aria-hidden /> },
  canceled: { tone: "neutral", icon: <Ban aria-hidden /> },
};

export function ImportBadge({ status }: { status: Status }) {
  const t = useTranslations("imports.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
