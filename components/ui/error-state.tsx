import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type ErrorStateProps = {
  title: ReactNode;
  /** What happened, then what to do. */
  body: ReactNode;
  reference?: string | undefined;
  action?: ReactNode;
  /** True where the state is the whole page and its title the h1. */
  isPage?: boolean;
};

export function ErrorState({ title, body, reference, action, isPage = false }: ErrorStateProps) {
  const t = useTranslations("ui");
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      <CircleAlert className="mb-2 size-6 stroke-[1.5] text-bad" aria-hidden />
      <Title className={isPage ? "text-xl font-semibold" : "font-medium"}>{title}</Title>
      <p className="max-w-110 text-balance text-muted">{body}</p>
      {reference !== undefined && (
        <p className="mt-1 font-mono text-sm text-muted">{t("reference", { id: reference })}</p>
      )}
      {action !== undefined && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  );
}
