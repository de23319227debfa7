import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import {
  campaignSteps,
  type CampaignStatus,
  type CampaignStep,
  openSteps,
} from "@/lib/domain/campaign-edit";

type CampaignStepsProps = {
  id: number;
  status: CampaignStatus;
  current: CampaignStep;
  done: readonly CampaignStep[];
};

const paths: Record<CampaignStep, string> = {
  content: "",
  audience: "/audience",
  review: "/review",
  report: "/report",
};

/** Content → Audience → Review → Report: links, because nobody has to go in order. */
export function CampaignSteps({ id, status, current, done }: CampaignStepsProps) {
  const t = useTranslations("campaigns.steps");
  const open = openSteps(status);
  return (
    <nav
      aria-label={t("label")}
      className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ol className="flex gap-5">
        {campaignSteps.map((step, index) => {
          const isDone = done.includes(step);
          const mark = (
            <>
              <span
                aria-hidden
                className={`grid size-5 place-items-center rounded-full text-xs font-medium ${
                  isDone ? "bg-good-soft text-good-ink" : "bg-hover text-muted"
                }`}
              >
                {isDone ? <Check className="size-3" strokeWidth={3} /> : index + 1}
              </span>
              {t(step)}
              {isDone && <span className="sr-only">({t("done")})</span>}
            </>
          );
          const style =
            "-mb-px flex h-10 items-center gap-2 border-b-2 whitespace-nowrap transition-colors";
          if (!open.includes(step)) {
            return (
              <li key={step}>
                <span
                  title={t("reportLater")}
                  className={`${style} cursor-default border-transparent text-faint`}
                >
                  {mark}
                  <span className="sr-only">({t("reportLater")})</span>
                </span>
              </li>
            );
          }
          return (
            <li key={step}>
              <Link
                href={`/campaigns/${id}${paths[step]}`}
                aria-current={step === current ? "step" : undefined}
                className={`${style} focus-visible:outline-offset-[-2px] ${
                  step === current
                    ? "border-accent-ink font-medium text-ink"
                    : "border-transparent text-muted hover:text-ink"
                }`}
              >
                {mark}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
