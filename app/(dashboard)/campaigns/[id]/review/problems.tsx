import { CircleCheck } from "lucide-react";
import { useMessages, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { placeNames } from "@/components/content/place-names";
import { findingWords } from "@/components/content/preflight-words";
import { problemWords } from "@/components/content/problem-words";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { blocksSending, type CampaignProblem, fixHref } from "@/lib/domain/campaign-problem";

type ProblemsProps = {
  problems: CampaignProblem[];
  campaignId: number;
  /** Names the places of problems in it. */
  mail: { templateKey: string | null; content: unknown };
  /** Settings are the administrator's: others get the words without the link. */
  isAdmin: boolean;
};

/** What keeps the campaign from being sent, then what a person should know; each with its way out. */
export function Problems({ problems, ...rest }: ProblemsProps) {
  const t = useTranslations("campaigns");
  const blocking = problems.filter(blocksSending);
  const warnings = problems.filter((problem) => !blocksSending(problem));
  return (
    <div className="flex flex-col gap-3">
      {blocking.length > 0 && (
        <Notice tone="bad" title={t("problems.blocksTitle", { count: blocking.length })}>
          <ProblemList problems={blocking} {...rest} />
        </Notice>
      )}
      {warnings.length > 0 && (
        <Notice tone="warn" title={t("problems.warnsTitle", { count: warnings.length })}>
          <ProblemList problems={warnings} {...rest} />
        </Notice>
      )}
      {problems.length === 0 && (
        <p className="flex items-center gap-2 text-good-ink">
          <CircleCheck className="size-4" aria-hidden />
          {t("review.problemsNone")}
        </p>
      )}
    </div>
  );
}

function ProblemList({ problems, campaignId, mail, isAdmin }: ProblemsProps) {
  const t = useTranslations("campaigns.problems");
  return (
    <ul className="flex flex-col gap-1">
      {problems.map((problem) => {
        const href = fixHref(problem, campaignId);
        const isOpen = href !== undefined && (isAdmin || !href.startsWith("/settings"));
        return (
          <li key={JSON.stringify(problem)} className="flex flex-wrap gap-x-2">
            <ProblemWords problem={problem} mail={mail} />
            {isOpen && (
              <TextLink href={href} className="font-medium text-inherit">
                {t("fix")}
              </TextLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function ProblemWords({
  problem,
  mail,
}: Pick<ProblemsProps, "mail"> & { problem: CampaignProblem }) {
  const t = useTranslations("campaigns.problems");
  const content = useTranslations("content.problems");
  const list = useTranslations("content.list");
  const preflight = useTranslations("preflight");
  const nameOf = placeNames(useMessages(), mail, (n) => list("entry", { n }));
  switch (problem.code) {
    case "content":
    case "content_warning": {
      const place = nameOf(problem.problem.field);
      return <Placed place={place}>{problemWords(content, problem.problem)}</Placed>;
    }
    case "mail":
    case "mail_warning": {
      const { finding } = problem;
      const place = finding.field === "mail" ? undefined : nameOf(finding.field);
      return <Placed place={place}>{findingWords(preflight, finding)}</Placed>;
    }
    case "sender_archived":
    case "sender_unverified":
    case "sender_unchecked":
    case "topic_archived":
    case "empty_segment":
    case "segment_archived":
      return <span>{t(problem.code, { name: problem.name })}</span>;
    case "segment_asks_archived":
      return <span>{t(problem.code, { name: problem.name, campaign: problem.campaignName })}</span>;
    case "nobody_gets_it":
    case "ses_sandbox":
      return <span>{t(problem.code, { count: problem.count })}</span>;
    case "no_sender":
    case "no_template":
    case "sample_links":
    case "no_topic":
    case "everybody_without_topic":
    case "empty_audience":
    case "organization_name":
    case "postal_address":
    case "phone":
    case "ses_unknown":
    case "ses_paused":
    case "ses_probation":
      return <span>{t(problem.code)}</span>;
  }
}

function Placed({ place, children }: { place: string | undefined; children: ReactNode }) {
  return (
    <span className="wrap-anywhere">
      {place !== undefined && <span className="font-medium">{place}: </span>}
      {children}
    </span>
  );
}
