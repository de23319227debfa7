import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { listSuppressionReasons, type Contact } from "@/lib/contacts";

/** Said first on the page: nothing is sent to this address, and why. */
export async function Suppressed({ contact }: { contact: Contact }) {
  const [t, reasons] = await Promise.all([
    getTranslations("contacts"),
    listSuppressionReasons(contact.emailNormalized),
  ]);
  if (reasons.length === 0) return null;
  const words = reasons.map((reason) => t(`suppression.${reason}`)).join(", ");
  return (
    <Notice
      tone="bad"
      actions={
        <LinkButton href="/audience/suppressions">{t("detail.manageSuppressions")}</LinkButton>
      }
    >
      {t("detail.suppressedSince", { reason: words })}
    </Notice>
  );
}
