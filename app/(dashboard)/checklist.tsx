import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/class-names";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import type { Checklist as ChecklistState, ChecklistStep } from "@/lib/overview";
import { DismissChecklist } from "./dismiss-checklist";

/** The way to a first mail. Only the next open step has a button: one thing to do at a time. */
export function Checklist({ checklist }: { checklist: ChecklistState }) {
  const t = useTranslations("overview.checklist");
  const next = checklist.steps.find(({ isDone }) => !isDone)?.step;
  const done = checklist.steps.filter(({ isDone }) => isDone).length;
  return (
    <Section
      title={t("title")}
      description={t("progress", { done, total: checklist.steps.length })}
      actions={<DismissChecklist />}
    >
      <Card className="p-0">
        <ol className="divide-y divide-line">
          {checklist.steps.map(({ step, isDone }, index) => (
            <li key={step} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
              <Mark number={index + 1} isDone={isDone} isNext={step === next} />
              <div className="min-w-0 grow basis-52">
                <p className={cx("font-medium", isDone && "text-muted")}>
                  {t(`${step}.title`)}
                  {isDone && <span className="sr-only"> ({t("done")})</span>}
                </p>
                {!isDone && <p className="text-muted">{t(`${step}.body`)}</p>}
              </div>
              {step === next && (
                <LinkButton href={hrefOf(step, checklist)} variant="primary">
                  {t(`${step}.action`)}
                </LinkButton>
              )}
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}

function hrefOf(step: ChecklistStep, { draftId }: ChecklistState): string {
  switch (step) {
    case "sender":
      return "/settings/senders";
    case "contacts":
      return "/audience/imports";
    case "campaign":
      return "/campaigns/new";
    case "test":
      return draftId === undefined ? "/campaigns" : `/campaigns/${draftId}`;
  }
}

function Mark({ number, isDone, isNext }: { number: number; isDone: boolean; isNext: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        "grid size-6 shrink-0 place-items-center rounded-full border border-line-strong/60 text-sm text-muted tabular-nums",
        isNext && "border-accent-ink text-accent-ink",
        isDone && "border-transparent bg-good-soft text-good-ink",
      )}
    >
      {isDone ? <Check className="size-3.5" strokeWidth={2.5} /> : number}
    </span>
  );
}
