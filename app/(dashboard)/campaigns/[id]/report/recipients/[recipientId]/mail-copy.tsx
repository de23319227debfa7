import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";

type Props = {
  /** undefined: never sent, or its data has been erased. */
  mail: { subject: string; text: string } | undefined;
  src: string;
};

/** The exact mail as this person got it; its links act on nobody. */
export function MailCopy({ mail, src }: Props) {
  const t = useTranslations("reports.detail");
  if (!mail) return <Notice>{t("noMail")}</Notice>;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium">{mail.subject}</p>
      <iframe
        title={t("mailFrame")}
        src={src}
        sandbox=""
        className="h-160 w-full max-w-160 rounded-lg border border-line bg-white"
      />
      <Disclosure summary={t("text")}>
        <pre className="max-w-160 font-mono text-sm break-words whitespace-pre-wrap">
          {mail.text}
        </pre>
      </Disclosure>
    </div>
  );
}
